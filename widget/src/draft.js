/** @import {ChatRecord, Clock} from "./types.js" */
/** @import {ChatStore} from "./storage.js" */

const TYPING = 300;

/** What is typed and not sent yet. It is kept in the tab, a moment after each key. */
export class Draft {
  text = "";
  #parts;
  #timer = 0;

  /** @param {{chat: ChatRecord, clock: Clock, store: ChatStore, emit: (type: string, detail: object) => void}} parts */
  constructor(parts) {
    this.#parts = parts;
  }

  /** Goes on from what is kept in the tab. */
  restore() {
    this.#put(this.#parts.chat.draft);
  }

  /** @param {string} text as it is in the field now */
  set(text) {
    const { chat, clock } = this.#parts;
    this.text = chat.draft = text;
    clock.clearTimeout(this.#timer);
    this.#timer = clock.setTimeout(() => this.flush(), TYPING);
  }

  /**
   * Puts words back into the field. What was typed since stays, too.
   * @param {string} text
   */
  putBack(text) {
    const all = this.text ? `${text}\n${this.text}` : text;
    this.#put(all);
    this.set(all);
  }

  /** Keeps it now, as when the page goes. */
  flush() {
    this.stop();
    this.#parts.store.saveChat(this.#parts.chat);
  }

  /** Forgets it, without a word to the field. */
  clear() {
    this.stop();
    this.text = "";
  }

  /** Keeps nothing more by itself. */
  stop() {
    this.#parts.clock.clearTimeout(this.#timer);
  }

  /** @param {string} text */
  #put(text) {
    if (text === this.text) return;
    this.text = text;
    this.#parts.emit("draft", { text });
  }
}
