// "Was this helpful?" for the newest answer. What was chosen can be changed as long as it is the newest.
import { button, h } from "./dom.js";

/** @typedef {import("./view.js").View} View */
/** @typedef {import("../types.js").Turn} Turn */

const REASONS = ["not_my_question", "not_clear", "not_true", "too_long", "not_enough", "other"];

export class Helpful {
  /**
   * @param {View} view
   * @param {() => void} onAsked it asks why; that must not stay below what is in sight
   */
  constructor(view, onAsked) {
    const { texts } = view;
    this.view = view;
    this.onAsked = onAsked;
    /** @type {Turn | null} */
    this.turn = null;
    this.yes = button(texts.helpful_yes, () => this.#rate(true), { "aria-pressed": "false" });
    this.no = button(texts.helpful_no, () => this.#rate(false), { "aria-pressed": "false" });
    this.reasons = new Map(REASONS.map((reason) =>
      [reason, button(texts[`reason_${reason}`], () => this.#rate(false, reason), { "aria-pressed": "false" })]));
    this.why = h("fieldset", { hidden: true }, h("legend", null, texts.helpful_why), [...this.reasons.values()]);
    this.element = h("div", { class: "helpful", hidden: true },
      h("div", { role: "group", "aria-labelledby": "sg-helpful" },
        h("p", { id: "sg-helpful", class: "label" }, texts.helpful), this.yes, this.no),
      this.why);
  }

  /** @param {Turn | null} turn the newest answer; null: there is none, or it is no answer */
  show(turn) {
    const hadFocus = this.element.contains(this.view.root.activeElement);
    this.turn = turn && this.view.conversation.canRate(turn) ? turn : null;
    this.element.hidden = !this.turn;
    this.#press();
    if (hadFocus) this.view.toField();
  }

  /** @param {Turn} turn something about it changed */
  update(turn) {
    if (turn === this.turn || turn.key === this.turn?.key) {
      this.turn = turn;
      this.#press();
    }
  }

  /**
   * @param {boolean} helpful
   * @param {string} [reason]
   */
  #rate(helpful, reason) {
    if (!this.turn || !this.view.conversation.canRate(this.turn)) return this.show(null); // the chat has ended
    const told = this.view.conversation.rate(this.turn, helpful, reason);
    this.#press(helpful, reason);
    if (helpful) return;
    this.onAsked();
    void told.then(() => this.why.hidden || this.onAsked()); // by then the status line says thank you, and takes room
  }

  /**
   * Shows what is chosen, at once and not only when the server knows.
   * @param {boolean | undefined} [helpful]
   * @param {string | undefined} [reason]
   */
  #press(helpful = this.turn?.rated?.helpful, reason = this.turn?.rated?.reason) {
    this.yes.setAttribute("aria-pressed", String(helpful === true));
    this.no.setAttribute("aria-pressed", String(helpful === false));
    this.why.hidden = helpful !== false;
    for (const [name, element] of this.reasons) element.setAttribute("aria-pressed", String(helpful === false && name === reason));
  }
}
