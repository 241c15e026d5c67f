// The status line: short states in words, with the people to ring and a button where they help.
import { button, h } from "./dom.js";
import { linkList, people, withCalls } from "./links.js";

/** @typedef {import("./view.js").View} View */
/** @typedef {import("../types.js").Notice} Notice */

const AGAIN_MS = 60;

export class StatusLine {
  /**
   * @param {View} view
   * @param {() => void} onPeople the people are shown now
   */
  constructor(view, onPeople) {
    this.view = view;
    this.onPeople = onPeople;
    this.line = h("p", { role: "status", class: "status" });
    this.action = h("div", { class: "action" });
    this.element = h("div", { class: "notice" }, this.line, this.action);
    /** Stands in the conversation, where the answer would be: the list is too long for the line. */
    this.people = h("div", { class: "card people", hidden: true }, linkList(view, people(view)), h("p", null, withCalls(view.texts.danger_again)));
  }

  /** @param {Notice | null} notice */
  show(notice) {
    const withPeople = Boolean(notice?.people);
    const focus = this.view.root.activeElement;
    const losesFocus = this.action.contains(focus) || (!withPeople && this.people.contains(focus));
    const wasHidden = this.people.hidden;
    this.element.dataset.kind = notice?.kind || "";
    this.#say(notice ? notice.text + (withPeople ? ` ${this.view.texts.unreachable_people}` : "") : "");
    this.people.hidden = !withPeople;
    this.action.replaceChildren(...(notice?.action ? [button(notice.action.text, notice.action.run, { class: "small" })] : []));
    if (withPeople && wasHidden) this.onPeople();
    if (losesFocus) this.view.toField();
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
}
