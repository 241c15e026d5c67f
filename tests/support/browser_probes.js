// What tests ask a page: each function looks through shadow roots. Loaded before the page's own scripts.
globalThis.pwned = () => { globalThis.isPwned = true; }; // what hostile words would call
globalThis.probes = (() => {
  const widget = () => document.querySelector("send-guide");
  const root = () => widget()?.shadowRoot;

  /** All elements of a tree with those in shadow roots, in order. */
  function* all(node = document) {
    for (const element of node.querySelectorAll("*")) {
      yield element;
      if (element.shadowRoot) yield* all(element.shadowRoot);
    }
  }

  /** Parent across shadow roots and slots. */
  const above = (element) => element.assignedSlot ?? element.parentElement ?? element.getRootNode().host ?? null;

  const contains = (outer, inner) => {
    for (let at = inner; at; at = above(at)) if (at === outer) return true;
    return false;
  };

  function activeElement() {
    let active = document.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    return active;
  }

  const isShown = (element) =>
    element.checkVisibility({ opacityProperty: false, visibilityProperty: true, contentVisibilityAuto: false }) &&
    element.getClientRects().length > 0;

  function name(element) {
    if (!element) return "";
    const from = (id) => element.getRootNode().getElementById?.(id)?.textContent ?? "";
    const labelled = (element.getAttribute("aria-labelledby") ?? "").split(" ").filter(Boolean).map(from).join(" ");
    const label = element.labels?.length ? [...element.labels].map((one) => one.textContent).join(" ") : "";
    return (labelled || element.getAttribute("aria-label") || label || element.textContent || "").replace(/\s+/g, " ").trim();
  }

  const told = (element) =>
    element && {
      tag: element.tagName,
      role: element.getAttribute("role") ?? "",
      name: name(element),
      href: element.getAttribute("href") ?? "",
      id: element.id,
      isInWidget: contains(widget(), element),
      isInDialog: Boolean(element.closest?.("dialog")),
    };

  /** Where a hit test in the middle and near the corners of an element lands on something that is not part of it. */
  function coveredShare(element) {
    const box = element.getBoundingClientRect();
    let hits = 0, asked = 0;
    for (const across of [0.02, 0.25, 0.5, 0.75, 0.98])
      for (const down of [0.1, 0.5, 0.9]) {
        const [x, y] = [box.left + box.width * across, box.top + box.height * down];
        if (x < 0 || y < 0 || x >= innerWidth || y >= innerHeight) continue;
        asked += 1;
        let top = document.elementFromPoint(x, y);
        while (top?.shadowRoot?.elementFromPoint(x, y) && top.shadowRoot.elementFromPoint(x, y) !== top)
          top = top.shadowRoot.elementFromPoint(x, y);
        if (top && (contains(element, top) || contains(top, element))) continue;
        hits += 1;
      }
    return asked === 0 ? 1 : hits / asked;
  }

  /** Two frames later: what was set in motion by the last event has been done. */
  const settled = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())));

  /** Red, green, blue and alpha of a computed colour. */
  const numbers = (colour) => {
    const found = (colour.match(/[\d.]+/g) ?? []).map(Number);
    return found.length === 3 ? [...found, 1] : found;
  };

  function luminance(colour) {
    const [red, green, blue] = numbers(colour).map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }

  function contrast(one, other) {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  }

  const FOCUSABLE = 'a[href], button, input, select, textarea, summary, [tabindex]:not([tabindex="-1"])';
  const widgetElements = () => [...all(root() ?? document)];

  return {
    active: () => told(activeElement()),
    settled,
    /** After the frames in which the page scrolls to it and the widget steps aside. */
    async activeCovered() {
      await settled();
      return coveredShare(activeElement());
    },
    activeIndicator() {
      const style = (element) => {
        const { outlineStyle, outlineWidth, outlineColor, boxShadow, borderColor, backgroundColor } = getComputedStyle(element);
        const outline = outlineStyle === "none" || outlineWidth === "0px" ? "none" : `${outlineStyle} ${outlineWidth} ${outlineColor}`;
        return { outline, boxShadow, borderColor, backgroundColor };
      };
      const active = activeElement();
      const focused = style(active);
      active.blur();
      const blurred = style(active);
      active.focus();
      return { focused, blurred };
    },
    /** The best contrast of a colour of the focus ring to what is around the element with the focus (WCAG 1.4.11). */
    activeContrast() {
      const active = activeElement();
      const { outlineStyle, outlineColor, boxShadow } = getComputedStyle(active);
      const ring = [...(outlineStyle === "none" ? [] : [outlineColor]), ...(boxShadow.match(/rgba?\([^)]+\)/g) ?? [])];
      let around = above(active);
      while (around && numbers(getComputedStyle(around).backgroundColor)[3] === 0) around = above(around);
      const behind = around ? getComputedStyle(around).backgroundColor : "rgb(255, 255, 255)";
      return Math.max(0, ...ring.map((colour) => contrast(colour, behind)));
    },
    tabStops: () =>
      widgetElements()
        .filter((element) => element.matches(FOCUSABLE) && isShown(element) && !element.disabled && !element.closest("[inert]"))
        .map(told),
    storage: () => ({ session: { ...sessionStorage }, local: { ...localStorage }, cookies: document.cookie }),
    dom: () => document.documentElement.outerHTML + widgetElements().map((element) => element.cloneNode().outerHTML).join("\n"),
    text: () => {
      const parts = [];
      const walk = (node) => {
        if (node.nodeType === 3) parts.push(node.data);
        if (node.nodeType !== 1 && node.nodeType !== 11) return;
        if (node.nodeType === 1 && (node.matches("style, script") || !isShown(node))) return;
        node.childNodes.forEach(walk);
      };
      walk(root());
      return parts.join(" ");
    },
    /** Names that only people with a screen reader or a mouse get. */
    labels: () =>
      widgetElements().flatMap((element) => ["aria-label", "title", "alt", "placeholder"].map((key) => element.getAttribute(key)).filter(Boolean)),
    targets: () =>
      widgetElements()
        .filter((element) => element.matches("a[href], button, summary, input, textarea, select") && isShown(element))
        .map((element) => {
          const { width, height } = element.getBoundingClientRect();
          const isInline = getComputedStyle(element).display === "inline";
          return { name: name(element).slice(0, 60), tag: element.tagName, width, height, isInline };
        }),
    fonts: () =>
      widgetElements()
        .filter((element) => isShown(element) && [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
        .map((element) => ({ text: element.textContent.trim().slice(0, 40), tag: element.tagName, size: parseFloat(getComputedStyle(element).fontSize),
          isBody: element.matches("textarea") || (element.closest("[role=log]") !== null && !element.closest(".stamp, .tab, .state, .source, .small")) })),
    /** Text that its box cuts off; hidden-but-spoken text (1 px boxes) is meant. */
    clipped: () =>
      widgetElements()
        .filter((element) => isShown(element) && element.clientWidth > 4 && element.clientHeight > 4 && element.textContent.trim())
        .filter((element) => {
          const { overflowX, overflowY } = getComputedStyle(element);
          const cutsAcross = overflowX !== "visible" && element.scrollWidth > element.clientWidth + 1;
          const cutsDown = /hidden|clip/.test(overflowY) && element.scrollHeight > element.clientHeight + 1;
          return cutsAcross || cutsDown;
        })
        .map((element) => `${element.tagName}.${element.className}: ${element.textContent.trim().slice(0, 60)}`),
    /** Elements that stick out of the window at a side. */
    outside: () =>
      widgetElements()
        .filter((element) => isShown(element) && element.clientWidth > 4)
        .filter((element) => {
          const box = element.getBoundingClientRect();
          return box.width > 4 && (box.left < -1 || box.right > document.documentElement.clientWidth + 1);
        })
        .map((element) => `${element.tagName}.${element.className}`),
    pageScrollsAcross: () => document.documentElement.scrollWidth > document.documentElement.clientWidth + 1,
    animations: () =>
      [...all()].flatMap((element) => element.getAnimations()).filter((one) => one.playState === "running").map((one) => one.animationName ?? one.transitionProperty),
    styles(selectors, properties) {
      return selectors.map((selector) => {
        const element = root().querySelector(selector);
        if (!element) return `${selector}: none`;
        const style = getComputedStyle(element);
        return [selector, ...properties.map((property) => `${property}: ${style.getPropertyValue(property)}`)].join("; ");
      });
    },
    links: () => [...all(root())].filter((element) => element.matches("a, area, form, iframe, img, script, object, embed, base"))
      .map((element) => ({ tag: element.tagName, href: element.getAttribute("href") ?? element.getAttribute("action") ?? element.getAttribute("src") ?? "",
        full: element.href ?? "", target: element.target ?? "", rel: element.rel ?? "", text: element.textContent })),
    handlers: () => [...all()].flatMap((element) => [...element.attributes]).filter((one) => /^on/i.test(one.name) || one.name === "srcdoc").map((one) => one.name),
    /** Counts what is added to each live region from now on, by its role. */
    watchLive() {
      const seen = (globalThis.probes.added = []);
      for (const region of root().querySelectorAll("[role=log], [role=status], [role=alert], [aria-live]"))
        new MutationObserver((records) => {
          for (const record of records)
            for (const node of record.addedNodes)
              if (node.textContent.trim()) seen.push({ role: region.getAttribute("role"), isChild: record.target === region, text: node.textContent.trim() });
        }).observe(region, { childList: true, subtree: true });
    },
    /** What in the window scrolls sideways. */
    scrollsAcross: () =>
      widgetElements()
        .filter((one) => isShown(one) && one.clientWidth > 4 && one.scrollWidth > one.clientWidth + 1)
        .filter((one) => getComputedStyle(one).overflowX !== "visible")
        .map((one) => `${one.tagName}.${one.className}`),
    /** The window's own texts, seen and heard: without the conversation, numbers to ring and what the guide offers. */
    ownTexts: () =>
      [...root().querySelectorAll("dialog, dialog *")]
        .filter((one) => !one.closest("[role=log], style, time, a[href^='tel:']"))
        .flatMap((one) => [
          ...[...one.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data.trim()),
          ...["aria-label", "title", "placeholder"].map((key) => one.getAttribute(key)?.trim()),
        ])
        .filter(Boolean),
    /** Texts that describe an element (aria-describedby), and those of live regions beside the log. */
    described(selector) {
      const one = root().querySelector(selector);
      const ids = (one.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean);
      return ids.map((id) => root().getElementById(id)?.textContent ?? "").join(" ");
    },
    liveTexts: () =>
      [...root().querySelectorAll("[role=status], [aria-live=polite]:not([role=log])")].map((one) => one.textContent).join(" "),
    smallTexts: () =>
      [...document.querySelectorAll("main p, main li, main label")]
        .filter((one) => one.checkVisibility() && parseFloat(getComputedStyle(one).fontSize) < 16)
        .map((one) => one.textContent),
    /** Keeps the names and details of the widget's events. */
    hear(names) {
      globalThis.heard = [];
      for (const one of names)
        document.addEventListener(`sendguide:${one}`, (event) => globalThis.heard.push([one, JSON.stringify(event.detail ?? null)]));
    },
    /** From now on keeps what is put into live regions that are on: for a window that is only now being built. */
    watchBuilding() {
      const said = (globalThis.probes.added = []);
      const regionOf = (node) => {
        const region = (node.nodeType === 1 ? node : node.parentElement)?.closest("[role=log], [role=status], [aria-live]");
        return region?.isConnected && region.getAttribute("aria-live") !== "off" ? region : null;
      };
      new MutationObserver((records) => {
        for (const { target, addedNodes } of records)
          for (const node of addedNodes) if (regionOf(target) && node.textContent.trim()) said.push(node.textContent.trim());
      }).observe(root(), { childList: true, subtree: true });
    },
    /** Puts copies of the kept turns of these sides behind them, so that the kept chat is a long one. */
    lengthen(pairs) {
      const read = (key) => JSON.parse(sessionStorage.getItem(key));
      const keys = Object.keys(sessionStorage);
      const turns = keys.filter((key) => read(key).side).sort((a, b) => read(a).key - read(b).key);
      const copied = ["user", "guide"].map((side) => read(turns.findLast((key) => read(key).side === side)));
      const prefix = turns[0].replace(/\d+$/, "");
      let next = Math.max(...turns.map((key) => read(key).key)) + 1;
      for (let pair = 0; pair < pairs; pair += 1)
        for (const turn of copied) {
          sessionStorage.setItem(`${prefix}${next}`, JSON.stringify({ ...turn, key: next }));
          next += 1;
        }
      for (const key of keys.filter((one) => !turns.includes(one))) {
        const record = read(key);
        for (const name of Object.keys(record)) if (/next/i.test(name)) record[name] = next;
        sessionStorage.setItem(key, JSON.stringify(record));
      }
    },
    adopt(css) {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      for (const element of all()) if (element.shadowRoot) element.shadowRoot.adoptedStyleSheets = [...element.shadowRoot.adoptedStyleSheets, sheet];
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    },
  };
})();
