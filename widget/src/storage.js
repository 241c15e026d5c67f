/** @import {ChatRecord, Turn} from "./types.js" */

const CHAT = "chat";
const TURN = "turn:";

/**
 * What all keys of one guide begin with. Two guides on one website do not meet.
 * @param {string} base address of the guide
 */
export function prefixOf(base) {
  return `sendguide:${base}:`;
}

/**
 * Key of the chat's small record. The launcher looks at it, too.
 * @param {string} base address of the guide
 */
export function chatKey(base) {
  return prefixOf(base) + CHAT;
}

/** @returns {ChatRecord} the record of a chat that has not begun */
export function noChat() {
  return { token: null, expiresAt: null, lastSeq: 0, firstKey: 0, next: 0, draft: "", easyRead: false, isEnded: false, past: [] };
}

/**
 * The chat in this tab's session storage, one record for each turn: writing everything again at each turn would make
 * long chats slow. Browsers may refuse any access (private windows, a full store, a setting); then the chat lives in
 * memory only.
 */
export class ChatStore {
  /** Told once, when the browser refuses. @type {() => void} */
  onRefused = () => {};
  #prefix;
  #open;
  #isRefused = false;
  #isClosed = false;

  /**
   * @param {() => Storage} open gives the storage; reading the property may throw
   * @param {string} base address of the guide
   */
  constructor(open, base) {
    this.#open = open;
    this.#prefix = prefixOf(base);
  }

  /** @returns {ChatRecord} what was kept, or that of a chat that has not begun */
  readChat() {
    const found = { ...noChat(), ...this.#read(CHAT) };
    return Array.isArray(found.past) ? found : { ...found, past: [] };
  }

  /** @param {ChatRecord} chat */
  saveChat(chat) {
    this.#write(CHAT, chat);
  }

  /** @returns {Turn[]} in their order */
  readTurns() {
    const names = this.#names().filter((name) => name.startsWith(TURN));
    /** @type {(Turn | null)[]} */
    const turns = names.map((name) => this.#read(name));
    const isTurn = (/** @type {Turn | null} */ turn) => Number.isInteger(turn?.key) && typeof turn?.side === "string";
    return /** @type {Turn[]} */ (turns.filter(isTurn)).sort((one, other) => one.key - other.key);
  }

  /** @param {Turn} turn */
  saveTurn(turn) {
    this.#write(TURN + turn.key, turn);
  }

  /** @param {number} key */
  removeTurn(key) {
    this.#guard((storage) => storage.removeItem(this.#prefix + TURN + key));
  }

  /** Forgets everything of this guide. */
  clear() {
    for (const name of this.#names()) this.#guard((storage) => storage.removeItem(this.#prefix + name));
  }

  /** Whether the browser keeps nothing for us. */
  get isRefused() {
    return this.#isRefused;
  }

  /** From now on nothing is written: the person leaves, and nothing may come back. */
  close() {
    this.#isClosed = true;
  }

  /** @returns {string[]} what there is of this guide */
  #names() {
    const all = this.#guard((storage) => Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? ""));
    return (all ?? []).filter((key) => key.startsWith(this.#prefix)).map((key) => key.slice(this.#prefix.length));
  }

  /**
   * @param {string} name
   * @returns {any}
   */
  #read(name) {
    const text = this.#guard((storage) => storage.getItem(this.#prefix + name));
    try {
      const found = JSON.parse(text ?? "null");
      return typeof found === "object" ? found : null;
    } catch {
      return null;
    }
  }

  /**
   * @param {string} name
   * @param {object} value
   */
  #write(name, value) {
    if (!this.#isClosed) this.#guard((storage) => storage.setItem(this.#prefix + name, JSON.stringify(value)));
  }

  /**
   * @template T
   * @param {(storage: Storage) => T} access
   * @returns {T | null}
   */
  #guard(access) {
    try {
      return access(this.#open());
    } catch {
      if (!this.#isRefused) {
        this.#isRefused = true;
        this.onRefused();
      }
      return null;
    }
  }
}
