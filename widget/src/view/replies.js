// Quick replies: what can be pressed instead of typing, in a named list after the log.
import { button, h, list, str } from "./dom.js";

/** @typedef {import("./view.js").View} View */
/** @typedef {import("../types.js").Button} Button */

const MOST = 6;
const FIRST = 5;

export class QuickReplies {
  /** @param {View} view */
  constructor(view) {
    this.view = view;
    this.list = h("ul", { role: "list", "aria-labelledby": "sg-suggestions" });
    this.element = h("div", { class: "replies", hidden: true },
      h("p", { id: "sg-suggestions", class: "label" }, view.texts.suggestions), this.list);
  }

  /** @param {readonly Button[]} buttons */
  show(buttons) {
    const hadFocus = this.element.contains(this.view.root.activeElement);
    const good = list([...buttons]).filter((item) => str(item?.title));
    const items = good.map((item) => h("li", this.view.reply, this.#button(item)));
    if (items.length > MOST) items.splice(FIRST, 0, this.#showAll(items.slice(FIRST)));
    this.list.replaceChildren(...items);
    this.element.hidden = !items.length;
    if (hadFocus) this.view.toField();
  }

  /** @param {Button} item */
  #button(item) {
    return button(str(item.title), () => {
      this.view.conversation.press(item);
      this.show([]); // used; also where the engine waits before it says so
      this.view.toField();
    }, { dir: "auto" });
  }

  /** @param {HTMLElement[]} rest */
  #showAll(rest) {
    rest.forEach((item) => { item.hidden = true; });
    const all = h("li", this.view.own, button(this.view.texts.show_all, () => {
      rest.forEach((item) => { item.hidden = false; });
      rest[0]?.querySelector("button")?.focus();
      all.remove();
    }, { class: "more" }));
    return all;
  }
}
