// Printing: with the window open, the paper carries the conversation and nothing of the page around it.
import { day } from "./dates.js";
import { fill, h } from "./dom.js";

/** @typedef {import("./view.js").View} View */

/** Marks the elements that the window is in while printing, so that all beside them can be left out. */
const MARK = "data-send-guide-print";
const PAGE_CSS = `@media print {
  [${MARK}] > :not([${MARK}]) { display: none !important; }
  [${MARK}] { display: block !important; position: static !important; overflow: visible !important;
    height: auto !important; max-height: none !important; margin: 0 !important; padding: 0 !important;
    border: 0 !important; transform: none !important; contain: none !important; background: #fff !important; }
}`;

export class Printing {
  /**
   * @param {View} view
   * @param {HTMLElement} host
   * @param {import("./frame.js").Frame} frame
   */
  constructor(view, host, frame) {
    this.view = view;
    this.host = host;
    this.frame = frame;
    this.date = h("p", null);
    this.head = h("div", { class: "print-head" }, h("p", { class: "print-title" }, view.texts.transcript_title), this.date, h("p", null, view.texts.transcript_note));
    this.isOn = false;
    window.addEventListener("beforeprint", () => this.set(true));
    window.addEventListener("afterprint", () => this.set(false));
    window.matchMedia("print").addEventListener("change", ({ matches }) => this.set(matches));
  }

  #setDate() {
    this.date.textContent = fill(this.view.texts.transcript_made, { date: day(this.view.now(), this.view.lang) });
  }

  /** @param {boolean} isOn */
  set(isOn) {
    if (isOn === this.isOn || (isOn && !(this.frame.isOpen && this.host.isConnected))) return;
    this.isOn = isOn;
    if (isOn) this.#begin();
    else this.#end();
  }

  #begin() {
    this.#setDate(); // not before: a browser's first date takes longer than all of the window
    this.focus = this.view.root.activeElement;
    this.wasModal = this.frame.isModal;
    if (this.wasModal) { // what is in the top layer is cut off at the first page
      this.frame.close();
      this.frame.open(false);
    }
    this.folded = [...this.frame.dialog.querySelectorAll("details:not([open])")];
    this.folded.forEach((fold) => fold.setAttribute("open", ""));
    /** @type {Element[]} */
    this.path = [];
    for (let at = /** @type {Element | null} */ (this.host); at; at = at.parentElement) this.path.push(at);
    this.path.forEach((element) => element.setAttribute(MARK, ""));
    this.#sheet(true);
  }

  #end() {
    this.#sheet(false);
    this.path?.forEach((element) => element.removeAttribute(MARK));
    this.folded?.forEach((fold) => fold.removeAttribute("open"));
    if (!this.wasModal || !this.frame.isOpen) return;
    this.frame.close();
    this.frame.open(true);
    if (this.focus instanceof HTMLElement) this.focus.focus();
  }

  /** @param {boolean} isOn */
  #sheet(isOn) {
    if (!("adoptedStyleSheets" in document)) return;
    if (!this.sheet) {
      this.sheet = new CSSStyleSheet();
      this.sheet.replaceSync(PAGE_CSS);
    }
    const others = document.adoptedStyleSheets.filter((sheet) => sheet !== this.sheet);
    document.adoptedStyleSheets = isOn ? [...others, this.sheet] : others;
  }
}
