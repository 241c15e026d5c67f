/** @import {ChatRecord, Outcome, Reply, Texts} from "./types.js" */
/** @import {Api} from "./api.js" */
/** @import {Transcript} from "./transcript.js" */
import { isReply } from "./reply.js";

/** Begins sessions: the first one with its greeting, one after an ended chat with a note. */
export class Opening {
  /** Whether the greeting is still to be fetched. */
  wantsGreeting = false;
  /** The launcher's own call for a session, if it made one. @type {Promise<Response> | null} */
  early = null;
  #parts;

  /**
   * @param {{api: Api, chat: ChatRecord, texts: Texts, transcript: Transcript, heard: (seconds: unknown) => void}} parts
   */
  constructor(parts) {
    this.#parts = parts;
  }

  /**
   * @param {AbortSignal} signal
   * @returns {Promise<Outcome>} ok: there is a session now
   */
  async open(signal) {
    const outcome = await this.#parts.api.openSession(this.early, signal);
    if (signal.aborted) return outcome;
    this.early = null;
    if (outcome.kind !== "ok") return outcome;
    const { token, expires_in: seconds, reply } = outcome.body;
    if (typeof token !== "string" || !isReply(reply)) return { kind: "unreachable", after: null };
    this.#begin(token, reply);
    this.#parts.heard(seconds);
    return outcome;
  }

  /**
   * @param {string} token
   * @param {Reply} greeting
   */
  #begin(token, greeting) {
    const { chat, texts, transcript } = this.#parts;
    const isAnother = chat.isEnded && transcript.turns.length > 0;
    Object.assign(chat, { token, lastSeq: 0, firstKey: chat.next, isEnded: false });
    if (this.wantsGreeting) transcript.add({ side: "guide", text: "", reply: greeting, seq: null });
    else if (isAnother) transcript.add({ side: "note", text: texts.new_chat });
    this.wantsGreeting = false;
  }
}
