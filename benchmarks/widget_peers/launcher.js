// The launcher of the peers, which have none of their own: a button; the library is loaded on press, and the chat is
// begun in the same moment. So they are asked to do what ours does, in the best way for them.

const peer = new URL(import.meta.url).searchParams.get("peer");
const button = document.createElement("button");
button.id = "peer-launcher";
button.textContent = "Ask the SEND guide";
Object.assign(button.style, {position: "fixed", bottom: "16px", right: "16px", minHeight: "44px", zIndex: "10"});
button.addEventListener("click", async () => {
  button.hidden = true;
  for (const url of [`./${peer}.js`, "./guide.js", ...(peer === "bare" ? [] : [`./lib/${peer}.js`])]) {
    const link = document.createElement("link");
    Object.assign(link, {rel: "modulepreload", href: new URL(url, import.meta.url).href});
    document.head.append(link);
  }
  const early = fetch("/api/v1/sessions", {method: "POST"}).then((response) => response.json());
  const window_ = document.createElement("div");
  window_.id = "peer-window";
  Object.assign(window_.style, {position: "fixed", inset: "0", background: "#fff", zIndex: "20"});
  document.body.append(window_);
  const {open} = await import(`./${peer}.js`);
  open(window_, early);
}, {once: true});
document.body ? document.body.append(button) : addEventListener("DOMContentLoaded", () => document.body.append(button));
