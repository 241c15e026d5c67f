// A question before something that cannot be undone, asked in place.
import { button, h } from "./dom.js";

/** @typedef {import("./view.js").View} View */

/**
 * A button that asks before it acts.
 * @param {View} view
 * @param {{text: string, ask: string, yes: string, run: () => void}} words
 * @returns {{element: HTMLElement, close: () => boolean}} close: takes the question away; false when there was none
 */
export function asking(view, { text, ask, yes, run }) {
  const first = button(text, () => open(), { "aria-expanded": "false" });
  const words = h("p", null, ask);
  const group = h("div", { role: "group", class: "ask", "aria-label": ask, tabindex: -1, hidden: true }, words,
    button(yes, () => {
      close();
      run();
    }, { class: "strong" }),
    button(view.texts.cancel, () => close()));
  const open = () => {
    group.hidden = false;
    first.hidden = true;
    group.focus(); // not the button: the key that opened this must not answer it
  };
  const close = () => {
    if (group.hidden) return false;
    const hadFocus = group.contains(view.root.activeElement);
    group.hidden = true;
    first.hidden = false;
    if (hadFocus) first.focus();
    return true;
  };
  return { element: h("li", null, first, group), close };
}
