// Style sheets that a strict Content-Security-Policy allows: constructed ones, or one file where these are missing.
import { h } from "./dom.js";
import panel from "./panel.css";
import print from "./print.css";
import turns from "./turns.css";

/**
 * @param {ShadowRoot} root
 * @param {string} base
 */
export function addStyles(root, base) {
  if ("adoptedStyleSheets" in root && "replaceSync" in CSSStyleSheet.prototype) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(panel + turns + print);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  } else if (!root.querySelector("link[rel=stylesheet]")) {
    root.append(h("link", { rel: "stylesheet", href: `${base}widget/${__VERSION__}/chat.css` }));
  }
}
