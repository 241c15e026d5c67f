/** @import {ChatRecord, Clock, Outcome, Step, Texts, Turn} from "./types.js" */
/** @import {Api} from "./api.js" */
/** @import {Notices} from "./notices.js" */
/** @import {Transcript} from "./transcript.js" */
import { CatchUp } from "./catchup.js";
import { Inbox } from "./inbox.js";
import { Opening } from "./opening.js";
import { Retrier } from "./retrier.js";
import { isReply } from "./reply.js";

const SLOW = 3000;

/**
 * Brings messages to the guide, one at a time and in order, and its replies back. A message has one id for all tries,
 * and the server runs an id once only: so a try that may have arrived can always be made again.
 */
export class Delivery {
  /** Whether other turns of this chat may be missing here, as after a reload. */
  wantsHistory = false;
  opening;
  #parts;
  #retrier;
  #catchUp;
  #inbox;
  #abort = new AbortController();
  /** @type {Turn | null} */
  #inFlight = null;
  /** How many tokens one after the other were refused: a second one means that something is broken. */
  #refusals = 0;

  /**
   * @param {{api: Api, chat: ChatRecord, transcript: Transcript, notices: Notices, texts: Texts, clock: Clock,
   *   isOnline: () => boolean, onBusy: (busy: boolean) => void, onTooLong: (text: string) => void, onErased: () => void,
   *   heard: (seconds: unknown) => void, lost: () => void}} parts heard: a call was answered, so the chat goes on for so
   *   many seconds; lost: the server knows this chat no more
   */
  constructor(parts) {
    this.#parts = parts;
    this.opening = new Opening(parts);
    this.#catchUp = new CatchUp(parts);
    this.#inbox = new Inbox(parts, this.#catchUp);
    this.#retrier = new Retrier({
      clock: parts.clock,
      step: () => this.#step(),
      onTrouble: (tries) => this.#trouble(tries),
      onGiveUp: () => this.#giveUp(),
    });
  }

  /** Goes on with what is to be done, now. */
  run() {
    this.#retrier.run();
  }

  /** Drops what is on its way: an answer that comes later is not wanted any more. */
  stop() {
    this.#abort.abort();
    this.#abort = new AbortController();
    this.#retrier.stop();
    this.#inFlight = null;
    Object.assign(this.opening, { early: null, wantsGreeting: false });
    this.wantsHistory = false;
    this.#parts.onBusy(false);
  }

  /** @param {Turn} turn a message that is not to be sent any more */
  drop(turn) {
    if (this.#inFlight !== turn) return;
    const { wantsHistory } = this;
    this.stop();
    this.wantsHistory = wantsHistory;
  }

  /** @returns {Promise<Step>} */
  async #step() {
    const { chat, clock, notices, onBusy, transcript } = this.#parts;
    const { signal } = this.#abort;
    const [turn] = transcript.pending;
    const task = this.#task(turn, signal);
    if (!task) {
      onBusy(false);
      return { kind: "idle" };
    }
    const isFirstTry = turn ? turn.state === "sending" : chat.token === null && !this.#retrier.isInTrouble;
    if (isFirstTry) onBusy(true);
    if (isFirstTry && turn && !notices.isAwaiting) notices.say("looking");
    const timer = isFirstTry ? clock.setTimeout(() => notices.say("waiting"), SLOW) : 0;
    const step = await task();
    clock.clearTimeout(timer);
    if (signal.aborted) return { kind: "idle" };
    if (step.kind !== "next") onBusy(false);
    return step;
  }

  /**
   * @param {Turn | undefined} turn
   * @param {AbortSignal} signal
   * @returns {(() => Promise<Step>) | null} what is to be done next
   */
  #task(turn, signal) {
    const { token } = this.#parts.chat;
    if (token === null) return turn || this.opening.wantsGreeting ? () => this.#open(signal) : null;
    if (turn) return () => this.#send(turn, token, signal);
    return this.wantsHistory ? () => this.#fetchHistory(signal) : null;
  }

  /**
   * @param {AbortSignal} signal
   * @returns {Promise<Step>}
   */
  async #open(signal) {
    const outcome = await this.opening.open(signal);
    if (signal.aborted) return { kind: "idle" };
    if (outcome.kind === "refused") return this.#closed(outcome.message);
    if (outcome.kind !== "ok") return this.#again(outcome);
    const { notices, transcript } = this.#parts;
    if (transcript.pending.length === 0) notices.settle();
    return { kind: "next" };
  }

  /**
   * @param {Turn} turn
   * @param {string} token
   * @param {AbortSignal} signal
   * @returns {Promise<Step>}
   */
  async #send(turn, token, signal) {
    const { api } = this.#parts;
    if (!turn.body) throw new Error("a message without a body cannot be sent");
    this.#inFlight = turn;
    const outcome = await api.say(token, turn.body, signal);
    if (signal.aborted) return { kind: "idle" };
    this.#inFlight = null;
    if (outcome.kind === "refused") {
      this.#inbox.refused(turn, outcome);
      return { kind: "done" };
    }
    if (outcome.kind === "ended") return this.#unknown();
    if (outcome.kind !== "ok" || !isReply(outcome.body.reply)) return this.#again(outcome);
    this.#refusals = 0;
    await this.#inbox.answered(turn, outcome.body, signal);
    return { kind: "done" };
  }

  /**
   * The server does not know this chat any more: the message goes to a new one.
   * @returns {Step}
   */
  #unknown() {
    this.#refusals += 1;
    if (this.#refusals === 1) this.#parts.lost();
    else this.#parts.chat.token = null;
    return this.#refusals === 1 ? { kind: "next" } : { kind: "trouble", after: null };
  }

  /**
   * No session may be begun from here at all.
   * @param {string} message the server's reason
   * @returns {Step}
   */
  #closed(message) {
    const { notices, transcript } = this.#parts;
    for (const turn of transcript.pending) transcript.change(turn, { state: "refused", reason: message, body: undefined });
    notices.serverSays(message);
    this.opening.wantsGreeting = false;
    return { kind: "idle" };
  }

  /**
   * @param {AbortSignal} signal
   * @returns {Promise<Step>}
   */
  async #fetchHistory(signal) {
    const outcome = await this.#catchUp.all(signal);
    if (signal.aborted) return { kind: "idle" };
    if (outcome.kind === "unreachable" || outcome.kind === "too_often") return this.#again(outcome);
    this.wantsHistory = false;
    if (outcome.kind === "ended") {
      this.#parts.lost();
      this.#parts.notices.say("ended");
    } else this.#parts.notices.settle();
    return { kind: "done" };
  }

  /**
   * @param {Outcome} outcome of a call that is to be made again
   * @returns {Step}
   */
  #again(outcome) {
    const { notices, transcript } = this.#parts;
    if (outcome.kind !== "too_often") return { kind: "trouble", after: outcome.kind === "unreachable" ? outcome.after : null };
    const { seconds } = outcome;
    this.#wait();
    if (transcript.pending.length > 0) notices.say("too_often", { values: { seconds } });
    else notices.say("waiting");
    return { kind: "wait", seconds };
  }

  #wait() {
    const { transcript } = this.#parts;
    for (const turn of transcript.pending) if (turn.state !== "waiting") transcript.change(turn, { state: "waiting" });
  }

  /** @param {number} tries */
  #trouble(tries) {
    const { isOnline, notices, transcript } = this.#parts;
    this.#wait();
    const people = tries > 1 || transcript.pending.length === 0;
    notices.say(isOnline() ? "unreachable" : "offline", { people });
  }

  #giveUp() {
    const { notices, texts, transcript } = this.#parts;
    const messages = transcript.pending;
    for (const turn of messages) transcript.change(turn, { state: "failed" });
    // Messages have a Try again of their own.
    const action = messages.length > 0 ? undefined : { text: texts.try_again, run: () => this.run() };
    notices.say("failed", { people: true, action });
  }
}
