// The status line: short states in words, with the people to ring and a button where they help.
import { button, h } from "./dom.js";
import { linkList, people, withCalls } from "./links.js";

/** @typedef {import("./view.js").View} View */
/** @typedef {import("../types.js").Notice} Notice */

const AGAIN_MS = 60;

export class StatusLine {
  /** @param {View} view */
  constructor(view) {
    this.view = view;
    this.line = h("p", { role: "status", class: "status" });
    this.more = h("div", { class: "more-help" });
    this.element = h("div", { class: "notice" }, this.line, this.more);
  }

  /** @param {Notice | null} notice */
  show(notice) {
    const text = notice ? notice.text + (notice.people ? ` ${this.view.texts.unreachable_people}` : "") : "";
    this.element.dataset.kind = notice?.kind || "";
    this.#say(text);
    const hadFocus = this.more.contains(this.view.root.activeElement);
    this.more.replaceChildren(...(notice ? this.#extras(notice) : []));
    if (hadFocus) this.view.toField();
  }

  /** @param {string} text */
  #say(text) {
    clearTimeout(this.timer);
    if (!text || this.line.textContent !== text) {
      this.line.textContent = text;
      return;
    }
    this.line.textContent = ""; // the same words once more: only a change is announced
    this.timer = setTimeout(() => { this.line.textContent = text; }, AGAIN_MS);
  }

  /**
   * @param {Notice} notice
   * @returns {Node[]}
   */
  #extras({ people: withPeople, action }) {
    const { texts } = this.view;
    /** @type {Node[]} */
    const extras = [];
    if (action) extras.push(button(action.text, action.run, { class: "small" }));
    const links = withPeople ? linkList(this.view, people(this.view)) : null;
    if (links) extras.push(links);
    if (withPeople) extras.push(h("p", null, withCalls(texts.danger_again)));
    return extras;
  }
}
