/** @import {Notice, Texts} from "./types.js" */
import { fill } from "./words.js";

/** Those about a message on its way: they go when it has arrived. */
const PASSING = ["looking", "waiting", "offline", "unreachable", "too_often", "back_online"];

/** What the status line says: one thing at a time. */
export class Notices {
  /** @type {Notice | null} */
  current = null;
  #texts;
  #tell;

  /**
   * @param {Texts} texts
   * @param {(notice: Notice | null) => void} tell
   */
  constructor(texts, tell) {
    this.#texts = texts;
    this.#tell = tell;
  }

  /**
   * Says the sentence of this name.
   * @param {"looking" | "waiting" | "offline" | "back_online" | "unreachable" | "too_often" | "ending" | "ended" | "stayed"
   *   | "failed" | "refused" | "storage_off" | "easy_read_on" | "easy_read_off" | "helpful_thanks" | "helpful_failed"
   *   | "deleted" | "delete_failed" | "started_again" | "empty"} kind
   * @param {{values?: Record<string, string | number>, people?: boolean, action?: Notice["action"]}} [more]
   */
  say(kind, { values = {}, people, action } = {}) {
    this.#set({ kind, text: fill(this.#texts[kind], values), ...(people && { people }), ...(action && { action }) });
  }

  /**
   * Says what the server said went wrong, with the people to ring.
   * @param {string} text
   */
  serverSays(text) {
    this.#set({ kind: "failed", text, people: true });
  }

  /** Whether it says already that an answer is awaited. */
  get isAwaiting() {
    return this.current?.kind === "looking" || this.current?.kind === "waiting";
  }

  /** The message has arrived. */
  settle() {
    if (this.current && PASSING.includes(this.current.kind)) this.clear();
  }

  /** Says nothing any more. */
  clear() {
    if (this.current) this.#set(null);
  }

  /** @param {Notice | null} notice */
  #set(notice) {
    this.current = notice;
    this.#tell(notice);
  }
}
