/** @import {Button, ChatRecord, Turn} from "./types.js" */
/** @import {ChatStore} from "./storage.js" */
import { buttonsOf, isReply, lastWithButtons } from "./reply.js";

/** The turns of the chat, kept in the tab as they come, and told of as they change. */
export class Transcript {
  /** @type {Turn[]} */
  turns = [];
  /** Quick replies of the newest reply. @type {Button[]} */
  buttons = [];
  #store;
  #chat;
  #now;
  #emit;

  /**
   * @param {{store: ChatStore, chat: ChatRecord, now: () => number, emit: (type: string, detail: object) => void}} parts
   */
  constructor({ store, chat, now, emit }) {
    this.#store = store;
    this.#chat = chat;
    this.#now = now;
    this.#emit = emit;
  }

  /** The messages that are on their way, the first one first. */
  get pending() {
    return this.turns.filter((turn) => turn.state === "sending" || turn.state === "waiting");
  }

  /** @returns {Turn | undefined} the newest turn that is a reply */
  get newestReply() {
    return this.turns.filter((turn) => turn.side === "guide").pop();
  }

  /** Brings back what the tab has kept. */
  restore() {
    for (const turn of this.#store.readTurns()) {
      if (turn.side === "guide" && !isReply(turn.reply)) continue;
      if (turn.state === "waiting") turn.state = "sending";
      this.#chat.next = Math.max(this.#chat.next, turn.key + 1);
      this.turns.push(turn);
      this.#emit("turn", { turn, restored: true });
    }
    this.#offer();
  }

  /**
   * Adds a turn at the end.
   * @param {Omit<Turn, "key" | "at"> & {at?: number}} parts
   * @param {boolean} [restored] whether it is old, so that it need not be announced
   * @returns {Turn}
   */
  add(parts, restored = false) {
    const turn = { key: this.#chat.next, at: this.#now(), ...parts };
    this.#chat.next += 1;
    this.#store.saveTurn(turn);
    this.#store.saveChat(this.#chat);
    this.turns.push(turn);
    this.#emit("turn", { turn, restored });
    this.#offer();
    return turn;
  }

  /**
   * Changes a turn.
   * @param {Turn} turn
   * @param {Partial<Turn>} changes a value of `undefined` takes the property away
   */
  change(turn, changes) {
    if (!this.turns.includes(turn)) return;
    Object.assign(turn, changes);
    this.#store.saveTurn(turn);
    this.#emit("changed", { turn });
  }

  /** @param {Turn} turn */
  remove(turn) {
    if (!this.turns.includes(turn)) return;
    this.turns = this.turns.filter((other) => other !== turn);
    this.#store.removeTurn(turn.key);
    this.#emit("removed", { turn });
    this.#offer();
  }

  /** @param {"started_again" | "deleted" | "left" | "resumed"} reason */
  clear(reason) {
    this.turns = [];
    this.#emit("cleared", { reason });
    this.#offer();
  }

  /** Quick replies are there until something is said. */
  #offer() {
    const last = this.turns.filter((turn) => turn.side !== "note").pop();
    const isDone = this.pending.length === 0;
    const offered = isDone ? buttonsOf(lastWithButtons(last?.reply)) : [];
    if (offered.length === 0 && this.buttons.length === 0) return;
    this.buttons = offered;
    this.#emit("buttons", { buttons: offered });
  }
}
