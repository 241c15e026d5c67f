// The window put together, and tied to what the engine tells.
import { button, h } from "./dom.js";
import { Field } from "./field.js";
import { Frame } from "./frame.js";
import { Helpful } from "./helpful.js";
import { leave } from "./leave.js";
import { withCalls } from "./links.js";
import { Log } from "./log.js";
import { Options } from "./options.js";
import { Printing } from "./printing.js";
import { QuickReplies } from "./replies.js";
import { download } from "./saving.js";
import { StatusLine } from "./status.js";
import { addStyles } from "./styles.js";
import { languageMarks } from "./view.js";

/** @typedef {import("./view.js").View} View */
/** @typedef {import("../types.js").Turn} Turn */
/**
 * @typedef {object} PanelSetup
 * @property {ShadowRoot} root of <send-guide>
 * @property {HTMLElement} host <send-guide>
 * @property {import("../types.js").Texts & Record<string, any>} texts
 * @property {string} base
 * @property {import("../conversation.js").Conversation} conversation
 * @property {() => void} onClose
 * @property {string} [leaveUrl]
 * @property {string} [plainUrl]
 * @property {string} [lang]
 * @property {string} [dir]
 * @property {() => number} now
 */

/** Most answers are there before: showing the dots and taking them away would cost a cheap phone two drawings. */
const DOTS_AFTER_MS = 400;

/**
 * Makes the window; nothing is shown yet.
 * @param {PanelSetup} setup
 * @returns {{show: () => void, hide: () => void, isOpen: () => boolean}}
 */
export function createPanel(setup) {
  const panel = new Panel(setup);
  return { show: () => panel.show(), hide: () => panel.frame.hide(), isOpen: () => panel.frame.isOpen };
}

class Panel {
  /** @param {PanelSetup} setup */
  constructor(setup) {
    const { root, host, texts, base, conversation, now } = setup;
    const lang = setup.lang || texts.lang;
    this.setup = setup;
    /** @type {View} */
    this.view = { texts, base: new URL(base, document.baseURI).href, conversation, lang, now, root, ...languageMarks(lang), toField: () => this.field.area.focus() };
    this.frame = new Frame({ root, host, lang, dir: setup.dir || texts.dir || "", onClose: setup.onClose,
      inner: () => this.options.closeInnermost(), field: () => this.field.area });
    this.log = new Log(this.view, () => this.#toEnd());
    this.replies = new QuickReplies(this.view);
    this.helpful = new Helpful(this.view, () => this.#bring(this.helpful.element, "start"));
    this.status = new StatusLine(this.view, () => this.#bring(this.status.people, "end"));
    this.field = new Field(this.view, () => this.status.show({ kind: "empty", text: texts.empty }));
    this.printing = new Printing(this.view, host, this.frame);
    this.options = new Options(this.view, {
      plainUrl: setup.plainUrl || new URL("chat", this.view.base).href,
      download: () => download(this.view),
      print: () => window.print(),
    });
    this.#build();
    this.#listen();
    this.#takeOver();
  }

  #build() {
    const { texts } = this.view;
    this.dots = h("div", { class: "dots", "aria-hidden": "true", hidden: true }, h("i", null), h("i", null), h("i", null), texts.looking);
    this.scroller = h("div", { class: "scroller" }, this.printing.head, this.log.element, this.dots, this.status.people, this.replies.element, this.helpful.element);
    this.frame.dialog.append(
      h("div", { class: "head" },
        h("div", { class: "names" }, h("h2", { id: this.frame.title }, texts.title), h("p", null, texts.subtitle)),
        this.options.toggle,
        button(texts.close, () => this.frame.hide())),
      h("div", { class: "danger" },
        h("p", null, withCalls(texts.danger_line)),
        button(texts.leave, () => leave(this.view, this.frame.dialog, this.setup.leaveUrl), { class: "leave", "aria-describedby": "sg-leave" }),
        h("p", { id: "sg-leave", class: "vh" }, texts.leave_hint)),
      this.options.element, this.scroller, this.status.element, this.field.element);
    const wrapper = h("div", { class: "sg" }, this.frame.dialog);
    addStyles(this.setup.root, this.view.base);
    this.setup.root.append(wrapper);
    this.frame.watchRoom(this.scroller, this.options.element);
  }

  #listen() {
    /** @type {Record<string, (detail: any) => void>} */
    const events = {
      turn: ({ turn, restored }) => this.#add(turn, restored),
      changed: ({ turn }) => {
        this.log.update(turn);
        this.helpful.update(turn);
      },
      removed: ({ turn }) => this.log.remove(turn),
      busy: ({ busy }) => this.#busy(busy),
      notice: ({ notice }) => this.status.show(notice),
      buttons: ({ buttons }) => this.replies.show(buttons),
      cleared: () => this.#clear(),
      draft: ({ text }) => this.field.set(text),
    };
    for (const [name, act] of Object.entries(events)) {
      this.view.conversation.addEventListener(name, (event) => act(/** @type {CustomEvent} */ (event).detail));
    }
  }

  /** What the engine has told before the window was there. */
  #takeOver() {
    const { turns, buttons, busy, notice, draft } = this.view.conversation;
    turns.forEach((turn) => this.#add(turn, true));
    this.log.flush();
    this.replies.show(buttons);
    this.#busy(busy);
    if (notice) this.status.show(notice);
    this.field.set(draft);
  }

  show() {
    this.frame.show();
    this.#toEnd();
  }

  /**
   * @param {Turn} turn
   * @param {boolean} restored
   */
  #add(turn, restored) {
    const element = this.log.add(turn, restored);
    if (!element) return;
    if (turn.side === "guide") this.helpful.show(turn);
    if (!restored) this.#bring(element, turn.side === "guide" ? "start" : "end");
  }

  /** @param {boolean} busy */
  #busy(busy) {
    const { dots } = this;
    clearTimeout(this.waiting);
    if (!dots) return;
    if (!busy) dots.hidden = true;
    else this.waiting = setTimeout(() => {
      dots.hidden = false;
      this.#bring(dots, "end");
    }, DOTS_AFTER_MS);
  }

  #clear() {
    this.log.clear();
    this.helpful.show(null);
  }

  #toEnd() {
    const last = this.log.element.lastElementChild;
    if (last instanceof HTMLElement) this.#bring(last, last.classList.contains("guide") ? "start" : "end");
  }

  /**
   * Once a frame: a turn, its buttons and the end of waiting come together.
   * @param {HTMLElement} element
   * @param {"start" | "end"} edge
   */
  #bring(element, edge) {
    if (!this.frame.isOpen) return;
    if (this.planned) cancelAnimationFrame(this.planned);
    this.planned = requestAnimationFrame(() => this.frame.reveal(element, edge));
  }
}
