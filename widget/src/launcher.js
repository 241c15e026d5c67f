import {
  lang, launcher, launcher_failed, launcher_failed_people, launcher_go_on, launcher_loading, people, person_phone,
  person_web, plain_link,
} from "./texts.json";
import css from "./launcher.css";
import { lookAtKept } from "./kept.js";
import { loadModule, loadWords, openSession } from "./load.js";
import { baseOf, isCovered } from "./place.js";
import { fill } from "./words.js";

/** @typedef {{show(): void, hide(): void, destroy(): void}} Chat */

const NAME = "send-guide";
const BASE = baseOf(import.meta.url);
const FLASH = 300;
const builtIn = {
  lang, launcher, launcher_failed, launcher_failed_people, launcher_go_on, launcher_loading, people, person_phone,
  person_web, plain_link,
};

/** The only element of its kind that does something: one page has one chat. @type {SendGuide | null} */
let active = null;

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, any>} props
 * @param {(Node | string)[]} content
 * @returns {HTMLElementTagNameMap[Tag]}
 */
function make(tag, props, ...content) {
  const element = Object.assign(document.createElement(tag), props);
  element.append(...content);
  return element;
}

/**
 * A link. Its address may be the website's own, which must not be able to run anything ("javascript:").
 * @param {string | undefined} href
 * @param {string} title
 */
function link(href, title) {
  const element = make("a", { href }, title);
  if (!/^(https?|tel):$/.test(element.protocol)) element.removeAttribute("href");
  return element;
}

/** `<send-guide>`: the button that opens the chat, which is fetched only then. */
class SendGuide extends HTMLElement {
  #root = this.attachShadow({ mode: "open" });
  #button = make("button", { type: "button", onclick: () => this.#press() });
  #status = make("div", {});
  #box = make("div", { className: "launcher" }, this.#status, this.#button);
  /** @type {Chat | null} */
  #chat = null;
  /** @type {Promise<Response> | null} */
  #early = null;
  #texts = builtIn;
  #isOpening = false;
  #isOpen = false;
  #tries = 0;
  #listening = new AbortController();

  connectedCallback() {
    if (active && active !== this && active.isConnected) return;
    active = this;
    this.#status.setAttribute("role", "status");
    this.#button.setAttribute("aria-haspopup", "dialog");
    this.#style();
    this.#root.append(this.#box);
    this.#label();
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    const look = () => this.#uncover();
    for (const type of ["focusin", "scroll", "resize"]) addEventListener(type, look, { signal, passive: true, capture: true });
    addEventListener("pageshow", () => this.#label(), { signal }); // back again: the chat may be gone by now
  }

  disconnectedCallback() {
    this.#listening.abort();
    this.#chat?.destroy();
    this.#chat = null;
    this.#isOpen = false;
  }

  /** Opens the chat, and fetches it first when that is needed. */
  async open() {
    if (this !== active || this.#isOpen || this.#isOpening) return;
    if (!this.#chat) await this.#fetch();
    if (!this.#chat) return;
    this.#isOpen = true;
    this.#label();
    this.#chat.show();
    this.#tell("open");
  }

  /** Closes the chat. It goes on where it was when it is opened again. */
  close() {
    if (this.#isOpen) this.#chat?.hide();
  }

  #press() {
    if (this.#isOpen) this.close();
    else void this.open();
  }

  async #fetch() {
    this.#isOpening = true;
    this.#status.replaceChildren();
    const timer = setTimeout(() => this.#status.append(this.#texts.launcher_loading), FLASH);
    if (lookAtKept(() => sessionStorage, BASE).needsSession) {
      this.#early ??= openSession(BASE);
      this.#early.catch(() => (this.#early = null));
    }
    const loading = loadWords(this.getAttribute("texts")).then((own) => {
      this.#texts = { ...builtIn, ...own };
      return own;
    });
    try {
      const { openChat } = await loadModule(`${BASE}widget/${__VERSION__}/chat.js`, __CHAT_INTEGRITY__, this.#tries);
      this.#chat = openChat(this, { base: BASE, texts: await loading, early: this.#early, onClose: () => this.#closed() });
      this.#early = null;
      this.#status.replaceChildren();
    } catch {
      this.#tries += 1;
      await loading;
      this.#fail();
    }
    clearTimeout(timer);
    this.#isOpening = false;
  }

  #closed() {
    this.#isOpen = false;
    this.#label();
    this.#tell("close");
  }

  #fail() {
    const texts = this.#texts;
    this.#label();
    const list = make("ul", {});
    for (const { name, phone, web } of texts.people) {
      const title = fill(phone ? texts.person_phone : texts.person_web, { name, phone: phone ?? "" });
      list.append(make("li", {}, link(phone ? `tel:${phone.replace(/\s/g, "")}` : web, title)));
    }
    const page = link(this.getAttribute("plain-url") ?? `${BASE}chat`, texts.plain_link);
    const words = [texts.launcher_failed, texts.launcher_failed_people].map((text) => make("p", {}, text));
    this.#status.replaceChildren(...words, list, page);
    this.#tell("error");
  }

  #label() {
    const own = this.getAttribute("label");
    const { hasTurns } = lookAtKept(() => sessionStorage, BASE);
    const texts = this.#texts;
    if (!own) this.#box.lang = texts.lang;
    this.#button.textContent = own ?? (hasTurns ? texts.launcher_go_on : texts.launcher);
    this.#button.setAttribute("aria-expanded", String(this.#isOpen));
    this.#status.hidden = this.#isOpen; // the open window has a status line of its own
  }

  /** Gets out of the way of an element of the page that has the focus and would be hidden behind the button. */
  #uncover() {
    const focused = document.activeElement;
    const isHidden = focused && focused !== this && isCovered(focused.getClientRects(), this.#box.getBoundingClientRect());
    this.#box.classList.toggle("away", Boolean(isHidden));
  }

  #style() {
    try {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      this.#root.adoptedStyleSheets = [sheet];
    } catch {
      // Before Safari 16.4. The file has the window's rules, too.
      this.#root.append(make("link", { rel: "stylesheet", href: `${BASE}widget/${__VERSION__}/chat.css` }));
    }
  }

  /** @param {string} what */
  #tell(what) {
    this.dispatchEvent(new CustomEvent(`sendguide:${what}`, { bubbles: true, composed: true }));
  }
}

/** One is added where the page has none. */
function addOne() {
  if (!document.querySelector(NAME)) document.body.append(document.createElement(NAME));
}

if (!customElements.get(NAME)) {
  customElements.define(NAME, SendGuide);
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", addOne);
  else addOne();
}
