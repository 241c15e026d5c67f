/** @import {ChatRecord, Clock, Outcome, Reply, Step, Texts, Turn} from "./types.js" */
/** @import {Api} from "./api.js" */
/** @import {Notices} from "./notices.js" */
/** @import {Transcript} from "./transcript.js" */
import { CatchUp } from "./catchup.js";
import { Opening } from "./opening.js";
import { Retrier } from "./retrier.js";
import { isHelp, isReply } from "./transcript.js";

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
  #abort = new AbortController();
  /** @type {Turn | null} */
  #inFlight = null;
  /** How many tokens one after the other were refused: a second one means that something is broken. */
  #refusals = 0;

  /**
   * @param {{api: Api, chat: ChatRecord, transcript: Transcript, notices: Notices, texts: Texts, clock: Clock, isOnline: () => boolean,
   *   onBusy: (busy: boolean) => void, onTooLong: (text: string) => void, onErased: () => void,
   *   heard: (seconds: unknown) => void, lost: () => void}} parts heard: a call was answered, so the chat goes on for so
   *   many seconds; lost: the server knows this chat no more
   */
  constructor(parts) {
    this.#parts = parts;
    this.opening = new Opening(parts);
    this.#catchUp = new CatchUp(parts);
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
    if (outcome.kind === "refused") return this.#refused(turn, outcome);
    if (outcome.kind === "ended") return this.#unknown();
    if (outcome.kind !== "ok" || !isReply(outcome.body.reply)) return this.#again(outcome);
    this.#refusals = 0;
    await this.#answered(turn, outcome.body, signal);
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
   * @param {Turn} turn
   * @param {{seq: number | null, reply: Reply, said?: unknown, expires_in: unknown}} body
   * @param {AbortSignal} signal
   */
  async #answered(turn, { seq, reply, said, expires_in: seconds }, signal) {
    const { chat, notices, transcript } = this.#parts;
    if (typeof said === "string") transcript.change(turn, { text: said, redacted: true });
    if (seq === null && seconds === 0 && reply.status !== "error" && !isHelp(reply)) this.#parts.onErased();
    const isApology = seq === null && reply.status === "error";
    transcript.change(turn, isApology ? { state: "failed" } : { state: "sent", body: undefined });
    if (seq !== null && seq <= chat.lastSeq) return notices.settle(); // an answer that was shown before
    if (seq !== null && seq > chat.lastSeq + 1 && !isHelp(reply)) {
      await this.#catchUp.before(seq, signal);
      if (signal.aborted) return;
    }
    chat.lastSeq = seq ?? chat.lastSeq;
    transcript.add({ side: "guide", text: "", reply, seq });
    notices.clear();
    this.#parts.heard(seconds);
  }

  /**
   * @param {Turn} turn
   * @param {Outcome & {kind: "refused"}} outcome
   * @returns {Step}
   */
  #refused(turn, { code, message, reply }) {
    const { notices, onTooLong, transcript } = this.#parts;
    if (code === "too_long" && isReply(reply)) {
      transcript.remove(turn);
      onTooLong(turn.text);
      transcript.add({ side: "guide", text: "", reply, seq: null });
      notices.settle();
    } else {
      transcript.change(turn, { state: "refused", reason: message, body: undefined });
      notices.say("refused", { values: { reason: message } });
    }
    return { kind: "done" };
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
