/** @import {Texts} from "./types.js" */
import builtIn from "./texts.json";
import { Conversation } from "./conversation.js";
import { ChatStore } from "./storage.js";
import { createPanel } from "./view/panel.js";

const LEAVE_FOR = "https://www.bbc.co.uk/weather";
const TROUBLE = ["unreachable", "failed", "refused", "delete_failed", "helpful_failed"];

/**
 * Makes the chat for an element that has a shadow root, with its window still closed.
 * @param {HTMLElement} host
 * @param {{base: string, texts?: Partial<Texts> & {dir?: string} | null, early?: Promise<Response> | null,
 *   onClose?: () => void}} options base: address of the guide; texts: the website's own words; early: the call for a
 *   session that has been made already
 */
export function openChat(host, { base, texts: own = null, early = null, onClose = () => {} }) {
  const root = host.shadowRoot;
  if (!root) throw new Error("the chat needs an element with a shadow root");
  const texts = { ...builtIn, ...own };
  const lang = (own && (own.lang ?? host.lang)) || builtIn.lang;
  const store = new ChatStore(() => sessionStorage, base);
  const conversation = new Conversation({ ...browser(), base, texts, store, early });
  const others = "BroadcastChannel" in window ? new BroadcastChannel(`sendguide:${base}`) : null; // before Safari 15.4
  const end = listen(host, conversation, others, () => {
    if (panel.isOpen()) panel.hide();
    else onClose(); // the launcher's words change
    isStarted = false;
  });
  const before = new Set(root.childNodes);
  const leaveUrl = host.getAttribute("leave-url") ?? LEAVE_FOR;
  const plainUrl = webAddress(host.getAttribute("plain-url"), `${base}chat`);
  const dir = own?.dir ?? host.dir;
  const panel = createPanel({ root, host, texts, base, conversation, onClose, leaveUrl, plainUrl, lang, dir, now: Date.now });
  let isStarted = false;
  return {
    show() {
      panel.show();
      if (!isStarted) conversation.start();
      isStarted = true;
    },
    hide() {
      panel.hide();
    },
    destroy() {
      panel.hide();
      end();
      conversation.destroy();
      for (const node of [...root.childNodes]) if (!before.has(node)) node.remove();
    },
  };
}

/**
 * An address of the website's own choice, unless it could run something ("javascript:").
 * @param {string | null} chosen
 * @param {string} otherwise
 */
function webAddress(chosen, otherwise) {
  try {
    const { href, protocol } = new URL(chosen ?? otherwise, document.baseURI);
    return /^https?:$/.test(protocol) ? href : otherwise;
  } catch {
    return otherwise;
  }
}

/** What the engine needs of a browser. */
function browser() {
  return {
    now: () => Date.now(),
    setTimeout: (/** @type {() => void} */ run, /** @type {number} */ milliseconds) => window.setTimeout(run, milliseconds),
    clearTimeout: (/** @type {number} */ timer) => window.clearTimeout(timer),
    fetch: (/** @type {string} */ address, /** @type {RequestInit} */ options) => window.fetch(address, options),
    isOnline: () => navigator.onLine,
    randomBytes: (/** @type {number} */ count) => crypto.getRandomValues(new Uint8Array(count)),
  };
}

/**
 * Ties the chat to the page: its connection, its going and coming, and the events for the website. Those say that
 * something happened, and never what was said or about what.
 * @param {HTMLElement} host
 * @param {Conversation} conversation
 * @param {BroadcastChannel | null} others chats with this guide in other tabs
 * @param {() => void} onGone the chat was deleted or left in another page of this tab, or left in another tab
 * @returns {() => void} ends it
 */
function listen(host, conversation, others, onGone) {
  const listening = new AbortController();
  const { signal } = listening;
  const tell = (/** @type {string} */ what) =>
    host.dispatchEvent(new CustomEvent(`sendguide:${what}`, { bubbles: true, composed: true }));
  const on = (/** @type {string} */ type, /** @type {(detail: any) => void} */ heard) =>
    conversation.addEventListener(type, (event) => heard(/** @type {CustomEvent} */ (event).detail), { signal });

  addEventListener("online", () => conversation.online(), { signal });
  addEventListener("offline", () => conversation.offline(), { signal });
  addEventListener("pagehide", () => conversation.flush(), { signal });
  addEventListener("pageshow", ({ persisted }) => persisted && (conversation.resume() || onGone()), { signal });
  document.addEventListener("visibilitychange", () => document.hidden || conversation.wake(), { signal });
  on("turn", ({ turn, restored }) => {
    if (restored) return;
    if (turn.side === "user") tell("message");
    if (turn.side === "guide" && turn.seq !== null) tell("answer");
  });
  on("cleared", ({ reason }) => ["deleted", "left"].includes(reason) && tell(reason));
  on("cleared", ({ reason }) => reason === "left" && others?.postMessage(reason));
  const leftElsewhere = () => {
    conversation.leftElsewhere();
    onGone();
  };
  others?.addEventListener("message", leftElsewhere, { signal });
  on("notice", ({ notice }) => TROUBLE.includes(notice?.kind) && tell("error"));
  return () => {
    listening.abort();
    others?.close();
  };
}
