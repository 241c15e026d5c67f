// The options: a part of the window that opens below its head.
import { asking } from "./ask.js";
import { button, h } from "./dom.js";
import { outside } from "./links.js";

/** @typedef {import("./view.js").View} View */

export class Options {
  /**
   * @param {View} view
   * @param {{plainUrl: string, download: () => void, print: () => void}} to
   */
  constructor(view, { plainUrl, download, print }) {
    const { texts, conversation } = view;
    this.view = view;
    this.toggle = button(texts.options, () => (this.isOpen ? this.close() : this.open()), { "aria-expanded": "false", "aria-controls": "sg-options" });
    this.easy = button(texts.easy_read, () => {
      conversation.setEasyRead(!conversation.easyRead);
      this.refresh();
    }, { "aria-pressed": "false" });
    this.questions = [
      asking(view, { text: texts.start_again, ask: texts.start_again_ask, yes: texts.start_again_yes, run: () => this.#restart() }),
      asking(view, { text: texts.delete, ask: texts.delete_ask, yes: texts.delete_yes, run: () => this.#erase() }),
    ];
    this.element = h("div", { id: "sg-options", class: "options", role: "group", "aria-label": texts.options, hidden: true },
      h("ul", { role: "list" },
        h("li", null, this.easy),
        h("li", null, button(texts.download_text, download)),
        h("li", null, button(texts.print, print)),
        this.questions.map((question) => question.element),
        h("li", null, this.#about()),
        h("li", null, outside(view, plainUrl, texts.plain_link))));
  }

  #about() {
    const { texts, base } = this.view;
    return h("details", { class: "about" }, h("summary", null, texts.about), h("h3", null, texts.about_title),
      /** @type {string[]} */ (texts.about_text).map((line) => h("p", null, line)),
      h("p", null, outside(this.view, new URL("about", base).href, texts.about_link)));
  }

  get isOpen() {
    return !this.element.hidden;
  }

  refresh() {
    this.easy.setAttribute("aria-pressed", String(Boolean(this.view.conversation.easyRead)));
  }

  open() {
    this.refresh();
    this.#set(true);
    this.easy.focus();
  }

  /** @returns {boolean} whether there was anything to close */
  close() {
    if (!this.isOpen) return false;
    const hadFocus = this.element.contains(this.view.root.activeElement);
    this.questions.forEach((question) => question.close());
    this.#set(false);
    if (hadFocus) this.toggle.focus();
    return true;
  }

  /** Escape closes a question first, then the options. */
  closeInnermost() {
    return this.questions.some((question) => question.close()) || this.close();
  }

  /** @param {boolean} isOpen */
  #set(isOpen) {
    this.element.hidden = !isOpen;
    this.toggle.setAttribute("aria-expanded", String(isOpen));
  }

  #restart() {
    this.view.conversation.restart();
    this.close();
    this.view.toField();
  }

  async #erase() {
    if (!(await this.view.conversation.erase())) return; // the status line says so; the button has the focus
    this.close();
    this.view.toField();
  }
}
