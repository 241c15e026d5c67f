/** @import {Button, ChatRecord, Clock, Fetch, MessageBody, Notice, Texts, Turn} from "./types.js" */
/** @import {ChatStore} from "./storage.js" */
import { Api } from "./api.js";
import { Delivery } from "./delivery.js";
import { Draft } from "./draft.js";
import { Feedback } from "./feedback.js";
import { Lifetime } from "./lifetime.js";
import { Notices } from "./notices.js";
import { noChat } from "./storage.js";
import { allButtons, EASY_READ } from "./reply.js";
import { Transcript } from "./transcript.js";

const DOUBLE_CLICK = 500;

/** One chat with the guide, without its window. Tells what happens by the events that types.js lists. */
export class Conversation extends EventTarget {
  /** @type {boolean} */
  busy = false;
  #api;
  /** @type {ChatRecord} */
  #chat;
  #clock;
  #delivery;
  #draft;
  #feedback;
  #lifetime;
  #notices;
  #randomBytes;
  #store;
  #transcript;

  /**
   * @param {Clock & {base: string, texts: Texts, store: ChatStore, fetch: Fetch, isOnline: () => boolean,
   *   randomBytes: (count: number) => Uint8Array, early?: Promise<Response> | null}} parts base: address of the guide;
   *   early: the call for a session, when the launcher has made it already
   */
  constructor({ base, texts, store, fetch, now, setTimeout, clearTimeout, isOnline, randomBytes, early = null }) {
    super();
    const clock = (this.#clock = { now, setTimeout, clearTimeout });
    const emit = (/** @type {string} */ type, /** @type {object} */ detail) => this.#emit(type, detail);
    const chat = (this.#chat = noChat());
    const api = (this.#api = new Api({ base, fetch, clock }));
    const notices = (this.#notices = new Notices(texts, (notice) => emit("notice", { notice })));
    const transcript = (this.#transcript = new Transcript({ store, chat, now, emit }));
    const parts = { api, chat, clock, emit, notices, store, texts, transcript };
    const lifetime = (this.#lifetime = new Lifetime(parts));
    this.#store = store;
    this.#randomBytes = randomBytes;
    this.#draft = new Draft(parts);
    this.#feedback = new Feedback(parts);
    this.#delivery = new Delivery({
      ...{ ...parts, isOnline },
      onBusy: (busy) => this.#setBusy(busy),
      onTooLong: (text) => this.#draft.putBack(text),
      onErased: () => {
        this.#chat.past.forEach((token) => this.#api.eraseOnLeaving(token));
        this.#forget("deleted");
      },
      heard: (seconds) => lifetime.heard(seconds),
      lost: () => lifetime.lost(),
    });
    this.#delivery.opening.early = early;
    store.onRefused = () => this.#notices.say("storage_off");
  }

  /** @returns {readonly Turn[]} */
  get turns() {
    return this.#transcript.turns;
  }

  /** Quick replies of the newest reply. @returns {readonly Button[]} */
  get buttons() {
    return this.#transcript.buttons;
  }

  /** @returns {Notice | null} */
  get notice() {
    return this.#notices.current;
  }

  /** What is typed and not sent yet. */
  get draft() {
    return this.#draft.text;
  }

  /** The turn that was rated last. @returns {Turn | null} */
  get lastRated() {
    return this.#feedback.last;
  }

  get easyRead() {
    return this.#chat.easyRead;
  }

  /** Brings back the chat of this tab, or begins one. */
  start() {
    const chat = Object.assign(this.#chat, this.#store.readChat());
    this.#transcript.restore();
    this.#draft.restore();
    const hasReply = this.#transcript.newestReply !== undefined;
    this.#delivery.opening.wantsGreeting = chat.token === null && !chat.isEnded && !hasReply;
    this.#delivery.wantsHistory = chat.token !== null;
    this.#lifetime.restore();
    this.#delivery.run();
  }

  /**
   * Sends what a person typed.
   * @param {string} text
   * @returns {Turn | null} the message's turn, or null when there are no words
   */
  send(text) {
    const words = text.trim();
    if (words === "") {
      this.#notices.say("empty");
      return null;
    }
    this.setDraft("");
    this.flush();
    return this.#say(words, { text: words });
  }

  /**
   * Presses a button of a reply.
   * @param {Button} button
   * @returns {Turn}
   */
  press({ title, payload }) {
    if (payload === EASY_READ) this.#chat.easyRead = true;
    return this.#say(title, { payload, title });
  }

  /**
   * Tries a message again that has not arrived.
   * @param {Turn} turn
   */
  retry(turn) {
    if (!turn.body) return;
    if (turn.state === "failed") {
      this.#notices.clear();
      this.#transcript.change(turn, { state: "sending" });
    }
    this.#delivery.run();
  }

  /**
   * Takes a message back that has not arrived.
   * @param {Turn} turn
   */
  remove(turn) {
    this.#delivery.drop(turn);
    this.#transcript.remove(turn);
    if (this.#transcript.pending.length === 0) this.#notices.clear();
    this.#delivery.run();
  }

  /**
   * Whether "Was this helpful?" fits: only for answers of the chat that goes on.
   * @param {Turn} turn
   */
  canRate(turn) {
    return this.#feedback.fits(turn);
  }

  /**
   * Says whether an answer helped. The last word counts.
   * @param {Turn} turn
   * @param {boolean} helpful
   * @param {string} [reason]
   */
  rate(turn, helpful, reason) {
    return this.#feedback.rate(turn, helpful, reason);
  }

  /** Keeps the chat from ending. */
  stay() {
    return this.#lifetime.stay();
  }

  /** Begins a new chat. The old one's token is not used any more. */
  restart() {
    const { draft, easyRead } = this.#chat;
    this.#delivery.stop();
    this.#forget("started_again");
    this.#chat.easyRead = easyRead;
    this.#draft.set(draft);
    this.#notices.say("started_again");
    this.#delivery.opening.wantsGreeting = true;
    this.#delivery.run();
  }

  /**
   * Deletes the chat, here and on the server.
   * @returns {Promise<boolean>} whether it is deleted; if not, nothing is lost here
   */
  async erase() {
    for (const token of this.#tokens) {
      const { kind } = await this.#api.erase(token);
      if (kind === "ok" || kind === "ended") continue; // the server knows nothing of it any more
      this.#notices.say("delete_failed");
      return false;
    }
    this.#delivery.stop();
    this.#forget("deleted");
    this.#emit("draft", { text: "" });
    this.#notices.say("deleted");
    return true;
  }

  /** Deletes the chat in the moment in which the person leaves the page; waits for nothing. */
  leave() {
    const tokens = this.#tokens;
    this.#delivery.stop();
    this.#forget("left");
    this.#store.close();
    tokens.forEach((token) => this.#api.eraseOnLeaving(token));
  }

  /** The person has left quickly in another tab: nothing stays to be seen here either. */
  leftElsewhere() {
    const tokens = this.#tokens;
    this.#delivery.stop();
    this.#forget("resumed");
    this.#emit("draft", { text: "" });
    tokens.forEach((token) => this.#api.eraseOnLeaving(token));
  }

  /**
   * Keeps what is being typed, a moment later.
   * @param {string} text
   */
  setDraft(text) {
    this.#draft.set(text);
  }

  /** Keeps it at once, as when the page goes. */
  flush() {
    this.#draft.flush();
  }

  /**
   * Asks for answers in Easy read from now on, or no more.
   * @param {boolean} on
   */
  setEasyRead(on) {
    this.#chat.easyRead = on;
    this.flush();
    this.#notices.say(on ? "easy_read_on" : "easy_read_off");
    const isFree = this.#transcript.pending.length === 0;
    const offered = allButtons(this.#transcript.newestReply?.reply).find(({ payload }) => payload === EASY_READ);
    if (on && isFree && offered) this.press(offered);
  }

  /** The browser is online again. */
  online() {
    const { current } = this.#notices;
    if (current?.kind === "offline" || current?.kind === "unreachable") this.#notices.say("back_online");
    this.#delivery.run();
  }

  /** The browser has gone offline. */
  offline() {
    if (this.#transcript.pending.length > 0) this.#notices.say("offline");
  }

  /** The tab is looked at again: timers may have slept. */
  wake() {
    this.#lifetime.check();
    this.#delivery.run();
  }

  /**
   * The page was left and is back as it was: meanwhile, another page of this tab may have gone on with the chat.
   * @returns {boolean} false when the chat was deleted or left there: nothing is shown, and nothing begins by itself
   */
  resume() {
    const kept = this.#store.readChat();
    const isSame = this.#store.isRefused || (kept.token === this.#chat.token && kept.next === this.#chat.next);
    if (isSame) this.wake();
    if (isSame) return true;
    this.#delivery.stop();
    if (kept.token === null && kept.next === 0) {
      this.#forget("resumed");
      this.#emit("draft", { text: "" });
      return false;
    }
    this.#transcript.clear("resumed");
    this.start();
    return true;
  }

  /** Ends all work; what is kept in the tab stays. */
  destroy() {
    this.flush();
    this.#delivery.stop();
    this.#lifetime.stop();
  }

  /**
   * @param {string} text
   * @param {Omit<MessageBody, "id" | "variant">} said
   * @returns {Turn}
   */
  #say(text, said) {
    const now = this.#clock.now();
    const newest = this.#transcript.pending.pop();
    const isTwin = newest?.text === text && newest.body?.payload === said.payload && now - newest.at < DOUBLE_CLICK;
    if (newest && isTwin) return newest;
    const id = Array.from(this.#randomBytes(16), (byte) => byte.toString(16).padStart(2, "0")).join("");
    const body = { id, ...said, ...(this.#chat.easyRead && { variant: "easy_read" }) };
    const turn = this.#transcript.add({ side: "user", text, state: "sending", body });
    this.#delivery.run();
    return turn;
  }

  /** All chats of which something is shown; the one that goes on comes first. */
  get #tokens() {
    const { past, token } = this.#chat;
    return token === null ? past : [token, ...past];
  }

  /** @param {"started_again" | "deleted" | "left" | "resumed"} reason */
  #forget(reason) {
    this.#draft.clear();
    this.#lifetime.stop();
    this.#store.clear();
    Object.assign(this.#chat, noChat(), { easyRead: this.#chat.easyRead });
    this.#feedback.last = null;
    this.#notices.clear();
    this.#transcript.clear(reason);
  }

  /** @param {boolean} busy */
  #setBusy(busy) {
    if (busy === this.busy) return;
    this.busy = busy;
    this.#emit("busy", { busy });
  }

  /**
   * @param {string} type
   * @param {object} detail
   */
  #emit(type, detail) {
    this.dispatchEvent(Object.assign(new Event(type), { detail })); // Node 18, for the tests, has no CustomEvent
  }
}
