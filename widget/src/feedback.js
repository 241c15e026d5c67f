/** @import {ChatRecord, Turn} from "./types.js" */
/** @import {Api} from "./api.js" */
/** @import {Notices} from "./notices.js" */
/** @import {Transcript} from "./transcript.js" */

const RATED = ["answered", "out_of_scope"];

/** "Was this helpful?" */
export class Feedback {
  /** The turn that was rated last. @type {Turn | null} */
  last = null;
  #parts;
  /** @type {Promise<unknown>} */
  #newest = Promise.resolve();

  /** @param {{api: Api, chat: ChatRecord, notices: Notices, transcript: Transcript}} parts */
  constructor(parts) {
    this.#parts = parts;
  }

  /**
   * Whether the question fits: only for answers, and of the chat that goes on.
   * @param {Turn} turn
   */
  fits(turn) {
    const { token, firstKey, isEnded } = this.#parts.chat;
    if (token === null || isEnded || turn.key < firstKey) return false;
    return typeof turn.seq === "number" && RATED.includes(turn.reply?.status ?? "");
  }

  /**
   * Sends what a person thinks of an answer. The last word counts, so the calls are made one after the other.
   * @param {Turn} turn
   * @param {boolean} helpful
   * @param {string} [reason]
   */
  async rate(turn, helpful, reason) {
    const { api, chat, notices, transcript } = this.#parts;
    const { token } = chat;
    if (token === null || typeof turn.seq !== "number" || !this.fits(turn)) return;
    const before = turn.rated;
    const rated = { helpful, ...(reason && { reason }) };
    const body = { seq: turn.seq, ...rated };
    this.last = turn;
    transcript.change(turn, { rated });
    const call = this.#newest.then(() => api.rate(token, body));
    this.#newest = call;
    const outcome = await call;
    if (token !== chat.token) return; // another chat has begun meanwhile
    if (outcome.kind === "ok") return notices.say("helpful_thanks");
    if (turn.rated === rated) transcript.change(turn, { rated: before });
    notices.say("helpful_failed");
  }
}
