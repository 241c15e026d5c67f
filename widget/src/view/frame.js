// The window itself: opening, closing, Escape, and where the focus goes. Modal where it fills the screen.
import { h } from "./dom.js";

/** Full screen there, so the page behind must be out of reach. The same as in panel.css. */
const FULL = "(max-width: 640px), (max-height: 24em)";
/** With less room than this for the conversation, the whole window scrolls instead of the conversation alone. In em. */
const LEAST_ROOM = 11;
const LEAST_ROOM_WITH_OPTIONS = 30;

/** What a person types, copies and pastes: it stays within the window. */
const TYPING = ["keydown", "keypress", "keyup", "beforeinput", "input", "compositionstart", "compositionupdate",
  "compositionend", "copy", "cut", "paste"];

export class Frame {
  /**
   * @param {{root: ShadowRoot, host: HTMLElement, lang: string, dir: string, onClose: () => void, inner: () => boolean,
   *   field: () => HTMLElement}} to inner closes what is open within the window and tells whether there was anything
   */
  constructor(to) {
    this.to = to;
    this.title = "sg-title";
    this.dialog = h("dialog", { class: "window", "aria-labelledby": this.title, lang: to.lang, dir: to.dir || null });
    if (!this.dialog.show) this.dialog.setAttribute("role", "dialog"); // before Safari 15.4
    this.full = window.matchMedia(FULL);
    this.isModal = false; // the selector :modal is younger than the browsers that this is for
    this.dialog.addEventListener("keydown", (event) => this.#escape(event, true));
    this.dialog.addEventListener("cancel", (event) => {
      event.preventDefault(); // the back gesture of a phone
      if (!to.inner()) this.hide();
    });
    // For the page they come from <send-guide>, which is no field: its shortcuts would take the keys, its statistics the words.
    for (const type of TYPING) this.dialog.addEventListener(type, (event) => event.stopPropagation());
    this.full.addEventListener("change", () => this.#change());
    this.onPageKey = (/** @type {KeyboardEvent} */ event) => this.#escape(event, false);
    this.onPageFocus = (/** @type {FocusEvent} */ event) => this.#giveWay(event);
    this.onViewport = () => this.#fitViewport();
  }

  get isOpen() {
    return this.dialog.hasAttribute("open");
  }

  get hasFocus() {
    return this.dialog.contains(this.to.root.activeElement);
  }

  show() {
    if (!this.isOpen) {
      this.#place();
      this.#listen(true);
    }
    this.to.field().focus({ preventScroll: !this.full.matches });
  }

  /** Closes the window; the focus goes back to the launcher only when it was in the window. */
  hide() {
    if (!this.isOpen) return;
    const wasInside = this.hasFocus;
    const outside = document.activeElement;
    this.#listen(false);
    this.close();
    this.to.onClose();
    const goal = wasInside ? this.to.root.querySelector("button[aria-haspopup]") : outside;
    if (goal instanceof HTMLElement && (wasInside || document.activeElement !== outside)) goal.focus({ preventScroll: true });
  }

  #place() {
    this.open(this.full.matches);
    this.#fitViewport();
  }

  /** @param {boolean} isModal */
  open(isModal) {
    this.isModal = isModal;
    if (!this.dialog.show) this.dialog.setAttribute("open", "");
    else if (isModal) this.dialog.showModal();
    else this.dialog.show();
  }

  close() {
    if (this.dialog.close) this.dialog.close();
    else this.dialog.removeAttribute("open");
  }

  /** The screen was turned or zoomed while the window was open. */
  #change() {
    if (!this.isOpen) return;
    const focus = this.to.root.activeElement;
    this.close();
    this.#place();
    if (focus instanceof HTMLElement && this.dialog.contains(focus)) focus.focus();
    else if (this.full.matches) this.to.field().focus();
  }

  /** Whether the window is still in the page; if not, it lets go of the page. */
  #isThere() {
    if (!this.dialog.isConnected) this.#listen(false);
    return this.dialog.isConnected;
  }

  /** @param {boolean} isOn */
  #listen(isOn) {
    const method = isOn ? "addEventListener" : "removeEventListener";
    document[method]("keydown", /** @type {EventListener} */ (this.onPageKey));
    document[method]("focusin", /** @type {EventListener} */ (this.onPageFocus));
    window.visualViewport?.[method]("resize", this.onViewport);
    window.visualViewport?.[method]("scroll", this.onViewport);
    if (!isOn) delete this.dialog.dataset.aside;
  }

  /**
   * @param {KeyboardEvent} event
   * @param {boolean} isInside pressed within the window; otherwise on the page
   */
  #escape(event, isInside) {
    if (event.key !== "Escape" || event.isComposing || event.defaultPrevented) return;
    if (!isInside && (event.composedPath().includes(this.to.host) || !this.#isThere())) return;
    if (!isInside && document.activeElement?.closest("dialog")) return; // the key is for the page's own dialog
    event.preventDefault();
    event.stopPropagation();
    if (!isInside || !this.to.inner()) this.hide();
  }

  /**
   * WCAG 2.4.11: what has the focus on the page must not lie wholly under the window. While it does, the window is
   * see-through; it stays where it is and goes on announcing.
   * @param {FocusEvent} event
   */
  #giveWay(event) {
    const focused = event.target;
    if (!(focused instanceof Element) || focused === this.to.host || !this.#isThere() || this.isModal) return;
    const it = focused.getBoundingClientRect();
    const own = this.dialog.getBoundingClientRect();
    const isUnder = it.left >= own.left && it.right <= own.right && it.top >= own.top && it.bottom <= own.bottom;
    this.dialog.toggleAttribute("data-aside", isUnder);
  }

  /** Keeps the window within what an on-screen keyboard leaves free. */
  #fitViewport() {
    const view = window.visualViewport;
    if (!view || !this.full.matches || view.scale > 1.01) { // zoomed by two fingers: that must go on working
      this.dialog.style.removeProperty("--sg-height");
      this.dialog.style.removeProperty("--sg-top");
    } else {
      this.dialog.style.setProperty("--sg-height", `${view.height}px`);
      this.dialog.style.setProperty("--sg-top", `${view.offsetTop}px`);
    }
  }

  /**
   * Lets the whole window scroll when its fixed parts leave too little room: zoom, large text, a keyboard on the screen.
   * @param {HTMLElement} scroller
   * @param {HTMLElement} options
   */
  watchRoom(scroller, options) {
    const form = /** @type {HTMLElement} */ (this.dialog.lastElementChild);
    const fit = () => {
      if (!this.isOpen) return;
      const em = parseFloat(getComputedStyle(this.dialog).fontSize);
      const parts = /** @type {HTMLElement[]} */ ([...this.dialog.children]);
      const fixed = parts.filter((part) => part !== scroller && part !== options).reduce((sum, part) => sum + part.offsetHeight, 0);
      const isWhole = this.dialog.clientHeight - fixed < (options.hidden ? LEAST_ROOM : LEAST_ROOM_WITH_OPTIONS) * em;
      this.dialog.classList.toggle("sticky", isWhole && form.offsetHeight <= this.dialog.clientHeight / 2);
      if (isWhole === this.dialog.classList.contains("whole")) return;
      this.dialog.classList.toggle("whole", isWhole);
      if (this.to.field() !== this.to.root.activeElement) return;
      const newest = /** @type {HTMLElement | null} */ (this.dialog.querySelector(".log > :last-child"));
      if (newest && this.dialog.classList.contains("sticky")) this.reveal(newest, "start"); // the field is in sight
      else this.reveal(this.to.field(), "end");
    };
    if (!window.ResizeObserver) return;
    const observer = new ResizeObserver(() => requestAnimationFrame(fit));
    for (const part of [this.dialog, ...this.dialog.children]) if (part !== scroller) observer.observe(part);
  }

  /**
   * Scrolls within the window only: never the page, never the focus. At once: gliding is restless, and drawing each of
   * its steps costs a cheap phone more than the whole turn.
   * @param {HTMLElement} element
   * @param {"start" | "end"} edge
   */
  reveal(element, edge) {
    const frame = /** @type {HTMLElement} */ (this.dialog.classList.contains("whole") ? this.dialog : this.dialog.querySelector(".scroller"));
    const own = frame.getBoundingClientRect();
    const it = element.getBoundingClientRect();
    const by = edge === "start" ? it.top - own.top - 12 : it.bottom - own.bottom + 12;
    frame.scrollTop += by;
  }
}
