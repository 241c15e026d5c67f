// Put into every page before its own scripts. It looks once a frame whether something is there, and notes when.
(() => {
  const bench = (window.bench = {longTasks: [], keyDelay: null, press: null});
  const visible = (element) => {
    if (!element || element.closest?.("[hidden]")) return false;
    const box = element.getBoundingClientRect();
    return box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight
      && getComputedStyle(element).visibility === "visible";
  };
  const inside = (path) => path.reduce((root, selector) => {
    const found = root?.querySelector(selector);
    return found?.shadowRoot && selector !== path.at(-1) ? found.shadowRoot : found;
  }, document);
  bench.active = () => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element;
  };
  const field = () => {
    const element = bench.active();
    return element?.matches?.("textarea, input, [contenteditable]") && !element.disabled && visible(element);
  };
  bench.typed = () => (bench.active().matches("[contenteditable]") ? bench.active().textContent : bench.active().value ?? "");
  bench.find = inside;
  bench.log = (path) => inside(path)?.textContent ?? "";
  /** Notes when `test` is first true in a frame that has been painted. */
  const when = (name, test) => {
    const look = () => {
      if (!test()) return void requestAnimationFrame(look);
      const channel = new MessageChannel();
      channel.port1.onmessage = () => { bench[name] = performance.now(); };
      channel.port2.postMessage(null);
    };
    requestAnimationFrame(look);
  };
  bench.watchLauncher = (path) => when("launcher", () => visible(inside(path)));
  bench.watchOpening = (path, words) => {
    addEventListener("click", (event) => { bench.press ??= event.timeStamp; }, {capture: true});
    when("usable", field);
    when("greeting", () => bench.log(path).includes(words));
  };
  /** Marks, for the trace, when Enter is pressed and when something with these words comes into the log. */
  bench.watchTurn = (path, words) => {
    bench.words = words;
    bench.answers = 0;
    if (bench.watcher) return;
    addEventListener("keydown", (event) => event.key === "Enter" && performance.mark("bench-enter"), {capture: true});
    bench.watcher = new MutationObserver((changes) => {
      const added = changes.flatMap((change) => [...change.addedNodes]);
      if (!added.some((node) => node.textContent.includes(bench.words))) return;
      bench.answers += 1;
      performance.mark("bench-change");
    });
    bench.watcher.observe(inside(path), {childList: true, subtree: true});
  };
  addEventListener("input", (event) => { bench.keyDelay ??= performance.now() - event.timeStamp; }, {capture: true});
  new PerformanceObserver((list) => bench.longTasks.push(...list.getEntries().map((task) => [task.startTime, task.duration])))
    .observe({type: "longtask", buffered: true});
})();
