/** @import {ChatRecord, Outcome} from "./types.js" */
/** @import {Api} from "./api.js" */
/** @import {Transcript} from "./transcript.js" */
import { isReply } from "./reply.js";

const QUICK = 5000;
const AT_ONCE = 1000;
const MOST_PAGES = 10;

/** Fetches the turns of this chat that another tab, or this one before a reload, has had. */
export class CatchUp {
  #parts;

  /**
   * @param {{api: Api, chat: ChatRecord, transcript: Transcript, heard: (seconds: unknown) => void}} parts
   */
  constructor(parts) {
    this.#parts = parts;
  }

  /**
   * Everything that is missing at the end.
   * @param {AbortSignal} signal
   */
  all(signal) {
    return this.#fetch(Infinity, { signal }, true);
  }

  /**
   * What is missing before an answer that is here already: it must not wait for long.
   * @param {number} seq number of that answer
   * @param {AbortSignal} signal
   * @param {boolean} isHelp whether the answer is help in danger
   */
  before(seq, signal, isHelp) {
    return this.#fetch(seq, { signal, timeOut: isHelp ? AT_ONCE : QUICK }, false);
  }

  /**
   * @param {number} end
   * @param {{signal: AbortSignal, timeOut?: number}} limits
   * @param {boolean} restored
   * @returns {Promise<Outcome>}
   */
  async #fetch(end, limits, restored) {
    const { api, chat, heard } = this.#parts;
    for (let page = 0; ; page += 1) {
      if (chat.token === null) return { kind: "ended" };
      const outcome = await api.history(chat.token, chat.lastSeq, limits);
      if (outcome.kind !== "ok" || limits.signal.aborted) return outcome;
      const before = chat.lastSeq;
      this.#add(outcome.body.turns, end, restored);
      heard(outcome.body.expires_in);
      if (!outcome.body.more || chat.lastSeq === before || page >= MOST_PAGES) return outcome;
    }
  }

  /**
   * @param {any} entries
   * @param {number} end
   * @param {boolean} restored
   */
  #add(entries, end, restored) {
    const { chat, transcript } = this.#parts;
    for (const { seq, role, text, reply, at } of Array.isArray(entries) ? entries : []) {
      if (!(seq > chat.lastSeq && seq < end)) continue;
      const when = Date.parse(at) || undefined;
      const turn = { ...(when && { at: when }) };
      if (role === "user") transcript.add({ ...turn, side: "user", text: text ?? "", state: "sent" }, restored);
      if (role !== "guide" || !isReply(reply)) continue;
      chat.lastSeq = seq;
      transcript.add({ ...turn, side: "guide", text: "", reply, seq }, restored);
    }
  }
}
