/** @import {ChatRecord, Clock, Texts} from "./types.js" */
/** @import {Api} from "./api.js" */
/** @import {Notices} from "./notices.js" */
/** @import {ChatStore} from "./storage.js" */
import { Expiry } from "./expiry.js";

/** How long the chat goes on: what the server says about it, and what the person is told. */
export class Lifetime {
  #parts;
  #expiry;

  /** @param {{api: Api, chat: ChatRecord, clock: Clock, notices: Notices, store: ChatStore, texts: Texts}} parts */
  constructor(parts) {
    this.#parts = parts;
    const { clock } = parts;
    this.#expiry = new Expiry({ clock, onEnding: (minutes) => this.#ending(minutes), onEnd: () => this.#end() });
  }

  /** Goes on from what is kept in the tab. */
  restore() {
    const { chat, notices } = this.#parts;
    if (chat.isEnded) notices.say("ended");
    else this.#expiry.set(chat.expiresAt);
  }

  /** Looks at the clock, after timers may have slept. */
  check() {
    this.#expiry.check();
  }

  /** Stops looking. */
  stop() {
    this.#expiry.set(null);
  }

  /** @param {unknown} seconds until the chat ends, as the server says with each answer */
  heard(seconds) {
    const { chat, clock, notices, store } = this.#parts;
    if (typeof seconds !== "number" || seconds <= 0) return; // the server does not know, or the chat was erased
    chat.expiresAt = clock.now() + seconds * 1000;
    chat.isEnded = false;
    store.saveChat(chat);
    if (notices.current?.kind === "ending" || notices.current?.kind === "ended") notices.clear();
    this.#expiry.set(chat.expiresAt);
  }

  /** The server knows this chat no more. */
  lost() {
    const { chat, store } = this.#parts;
    if (chat.token !== null) chat.past = [...chat.past, chat.token];
    Object.assign(chat, { token: null, expiresAt: null, isEnded: true });
    store.saveChat(chat);
    this.#expiry.set(null);
  }

  /** Keeps the chat from ending: any call does. */
  async stay() {
    const { api, chat, notices, texts } = this.#parts;
    const { token } = chat;
    if (token === null) return;
    const outcome = await api.history(token, chat.lastSeq);
    if (token !== chat.token) return;
    if (outcome.kind === "ended") {
      this.lost();
      notices.say("ended");
    } else if (outcome.kind === "ok") {
      this.heard(outcome.body.expires_in);
      if (notices.current?.kind !== "ending") notices.say("stayed"); // after a day it ends all the same
    } else notices.say("failed", { people: true, action: { text: texts.stay, run: () => void this.stay() } });
  }

  /** @param {number} minutes */
  #ending(minutes) {
    const { notices, texts } = this.#parts;
    notices.say("ending", { values: { minutes }, action: { text: texts.stay, run: () => void this.stay() } });
  }

  /** By our clock the chat has ended. Another tab may have kept it alive, so the token is tried once more. */
  #end() {
    const { chat, notices, store } = this.#parts;
    chat.isEnded = true;
    store.saveChat(chat);
    notices.say("ended");
  }
}
