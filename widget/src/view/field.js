// The form: a labelled field, a counter near the limit, and Send.
import { fill, h } from "./dom.js";

/** @typedef {import("./view.js").View} View */

const LIMIT = 1000;
const COUNT_FROM = 200;
/** The counter is said this long after the last key, so that it does not talk over typing. */
const SAY_AFTER_MS = 1500;

export class Field {
  /**
   * @param {View} view
   * @param {() => void} onEmpty nothing was typed
   */
  constructor(view, onEmpty) {
    const { texts } = view;
    this.view = view;
    this.onEmpty = onEmpty;
    this.area = h("textarea", { id: "sg-question", rows: 2, "aria-describedby": "sg-hint sg-counter", autocomplete: "off", dir: "auto" });
    this.counter = h("p", { id: "sg-counter", class: "counter", hidden: true });
    this.spoken = h("span", { class: "vh", "aria-live": "polite" });
    this.element = h("form", { class: "form", novalidate: true },
      h("label", { for: "sg-question" }, texts.your_question),
      h("p", { id: "sg-hint", class: "hint" }, texts.question_hint),
      h("div", { class: "row" }, this.area, h("button", { type: "submit", class: "send" }, texts.send)),
      this.counter, this.spoken);
    this.element.addEventListener("submit", (event) => this.#submit(event));
    this.area.addEventListener("keydown", (event) => this.#key(event));
    this.area.addEventListener("input", () => this.#typed());
  }

  /** @param {Event} event */
  #submit(event) {
    event.preventDefault();
    const text = this.area.value;
    if (!text.trim()) this.onEmpty();
    else {
      this.area.value = "";
      this.#count();
      this.view.conversation.send(text);
    }
    if (this.view.root.activeElement !== this.area) this.area.focus();
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    // 229: Safari ends a composition before it tells of the Enter that ended it
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    if (!event.repeat) this.#submit(event);
  }

  #typed() {
    this.view.conversation.setDraft(this.area.value);
    this.#count();
  }

  #count() {
    const length = this.area.value.length > LIMIT - COUNT_FROM ? Array.from(this.area.value).length : 0;
    const left = LIMIT - length;
    const { texts } = this.view;
    const words = left < 0 ? fill(texts.over, { over: -left, limit: LIMIT }) : fill(texts.left, { left });
    this.counter.hidden = left > COUNT_FROM;
    this.counter.textContent = this.counter.hidden ? "" : words;
    this.element.classList.toggle("over", left < 0);
    if (left < 0) this.area.setAttribute("aria-invalid", "true");
    else this.area.removeAttribute("aria-invalid");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => { this.spoken.textContent = this.counter.textContent; }, SAY_AFTER_MS);
  }

  /** @param {string} text the draft as the engine knows it: words that it puts back stand before those typed meanwhile */
  set(text) {
    if (this.area.value === text) return;
    this.area.value = text;
    this.#count();
  }
}
