// The transcript: a live log to which turns are only ever added.
import { h } from "./dom.js";
import { showTurn } from "./turns.js";

/** @typedef {import("./view.js").View} View */
/** @typedef {import("../types.js").Turn} Turn */

/** The browser need not draw turns that are out of sight, except for this many of the newest. */
const NEWEST = 20;

/** By then, a turn has been announced. */
const TELL_AFTER_MS = 1000;

export class Log {
  /**
   * @param {View} view
   * @param {() => void} onSwap the log was put in anew with turns of before
   */
  constructor(view, onSwap) {
    this.view = view;
    this.onSwap = onSwap;
    this.element = this.#empty();
    /** @type {Map<number, import("./turns.js").Shown>} */
    this.shown = new Map();
    this.hasTimes = false;
    /** @type {HTMLElement[]} turns of before that are not in the log yet */
    this.waiting = [];
  }

  #empty() {
    return h("div", {
      role: "log", class: "log", tabindex: 0,
      "aria-label": this.view.texts.conversation, "aria-live": "polite", "aria-relevant": "additions",
    });
  }

  /**
   * @param {Turn} turn
   * @param {boolean} restored a turn of before, which must not be announced
   * @returns {HTMLElement | null} the new element; null when the turn is shown already
   */
  add(turn, restored) {
    if (this.shown.has(turn.key)) return null;
    const shown = showTurn(this.view, turn);
    this.shown.set(turn.key, shown);
    if (restored) {
      shown.fill();
      shown.tell();
      shown.element.querySelector(".choices")?.remove(); // for the announcement only
      if (this.waiting.push(shown.element) === 1) queueMicrotask(() => this.flush());
    } else {
      this.flush();
      this.element.querySelectorAll(".choices").forEach((one) => one.remove()); // these can be chosen no more
      this.element.append(shown.element);
      this.element.children[this.element.children.length - NEWEST]?.classList.add("old");
      this.#time(shown);
    }
    return shown.element;
  }

  /** Puts in the turns of before, together with a new log around them: what is in a log at its start is not announced. */
  flush() {
    if (!this.waiting.length) return;
    const turns = this.waiting.splice(0);
    if (this.element.contains(this.view.root.activeElement)) {
      this.element.append(...turns); // a swap would lose the focus
      return;
    }
    const before = this.element;
    this.element = this.#empty();
    this.element.append(...before.children, ...turns);
    turns.slice(0, -NEWEST).forEach((turn) => turn.classList.add("old"));
    before.replaceWith(this.element);
    this.onSwap();
  }

  /** @param {Turn} turn */
  update(turn) {
    this.shown.get(turn.key)?.update(turn);
  }

  /**
   * The first time of all takes a cheap phone long to work out, so the greeting does not wait for it. Later ones come
   * with their turn, since a drawing of their own would cost more than they do.
   * @param {import("./turns.js").Shown} shown
   */
  #time({ fill, tell }) {
    if (this.hasTimes) fill();
    else setTimeout(fill);
    this.hasTimes = true;
    setTimeout(tell, TELL_AFTER_MS);
  }

  /** @param {Turn} turn */
  remove(turn) {
    this.shown.get(turn.key)?.element.remove();
    this.shown.delete(turn.key);
  }

  clear() {
    const before = this.element;
    this.shown.clear();
    this.waiting.length = 0;
    this.element = this.#empty();
    before.replaceWith(this.element);
  }
}
