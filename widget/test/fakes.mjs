// What the engine's tests use instead of a browser: time that passes when told to, a storage, and a guide that answers.
import { readFileSync } from "node:fs";

import { Conversation } from "../src/conversation.js";
import { ChatStore } from "../src/storage.js";

export const BASE = "https://guide.example/";
export const texts = JSON.parse(readFileSync(new URL("../src/texts.json", import.meta.url), "utf8"));

const settled = async () => {
  for (let round = 0; round < 8; round += 1) await new Promise((resolve) => setImmediate(resolve));
};

export class FakeClock {
  #now = Date.UTC(2026, 10, 23, 9);
  #timers = new Map();
  #last = 0;

  now = () => this.#now;

  setTimeout = (run, milliseconds) => {
    this.#last += 1;
    this.#timers.set(this.#last, { run, at: this.#now + milliseconds });
    return this.#last;
  };

  clearTimeout = (timer) => this.#timers.delete(timer);

  /** Lets time pass, and all that was waiting for it happen. */
  async pass(milliseconds = 0) {
    const end = this.#now + milliseconds;
    await settled();
    for (;;) {
      const [next] = [...this.#timers].filter(([, { at }]) => at <= end).sort(([, one], [, other]) => one.at - other.at);
      if (!next) break;
      const [timer, { run, at }] = next;
      this.#timers.delete(timer);
      this.#now = Math.max(this.#now, at);
      run();
      await settled();
    }
    this.#now = end;
  }

  /** The phone sleeps: time passes, and no timer runs. */
  sleep(milliseconds) {
    this.#now += milliseconds;
  }
}

export class FakeStorage {
  entries = new Map();
  isBroken = false;

  get length() {
    return this.#working().size;
  }

  key(index) {
    return [...this.#working().keys()][index] ?? null;
  }

  getItem(key) {
    return this.#working().get(key) ?? null;
  }

  setItem(key, value) {
    this.#working().set(key, value);
  }

  removeItem(key) {
    this.#working().delete(key);
  }

  #working() {
    if (this.isBroken) throw new Error("SecurityError");
    return this.entries;
  }

  /** A tab that was duplicated has a copy. */
  copy() {
    const copy = new FakeStorage();
    copy.entries = new Map(this.entries);
    return copy;
  }
}

export const reply = (text, more = {}) => ({
  ...{ status: "answered", answers: [], options: [], sources: [], confidence: 1 },
  messages: [{ text, blocks: [], buttons: [], links: [], ...more.message }],
  ...more,
});

export const json = (status, body, headers = {}) =>
  new Response(status === 204 ? null : JSON.stringify(body), { status, headers });

export const error = (status, code, more = {}, headers = {}) =>
  json(status, { error: { code, message: `Sentence of ${code}.`, ...more } }, headers);

/** A guide that keeps its word: an id is run once, turns are numbered, an unknown token is told so. */
export class FakeGuide {
  calls = [];
  sessions = new Map();
  /** What happens to the next calls instead, by path: functions of (answer, call) that give a Response, or throw. */
  next = { sessions: [], messages: [], history: [], feedback: [], session: [] };
  answers = (said) => ({ reply: reply(`To: ${said.text ?? said.title}`) });
  expiresIn = 1800;

  fetch = async (address, options) => {
    const path = address.slice(BASE.length + "api/v1/".length);
    const name = path.split("?")[0];
    const call = { ...options, name, path, body: options.body && JSON.parse(options.body) };
    call.token = options.headers.authorization?.replace("Bearer ", "");
    this.calls.push(call);
    const answer = () => this.#answer(call);
    const instead = this.next[name].shift();
    return instead ? instead(answer, call) : answer();
  };

  /** The calls of one path. */
  of(name) {
    return this.calls.filter((call) => call.name === name);
  }

  /** The conversation as the guide knows it. */
  turnsOf(token) {
    return this.sessions.get(token) ?? [];
  }

  #answer({ name, path, body, token }) {
    if (name === "sessions") {
      const made = `token-${this.sessions.size + 1}`;
      this.sessions.set(made, []);
      return json(201, { token: made, expires_in: this.expiresIn, reply: reply("Hello.", { status: "smalltalk" }) });
    }
    const turns = this.sessions.get(token);
    if (!turns) return error(401, "no_session");
    if (name === "messages") return json(200, this.#take(turns, body));
    if (name === "history") return json(200, this.#history(turns, Number(path.split("=")[1])));
    if (name === "session") this.sessions.delete(token);
    return json(204);
  }

  #take(turns, body) {
    const before = turns.find(({ id }) => id === body.id);
    if (before) return { id: body.id, seq: before.seq, reply: before.reply, expires_in: this.expiresIn };
    const { reply: said, ...more } = this.answers(body);
    turns.push({ id: body.id, seq: turns.length + 1, reply: said, title: body.title ?? null });
    return { id: body.id, seq: turns.length, reply: said, expires_in: this.expiresIn, ...more };
  }

  #history(turns, after) {
    const at = "2026-11-23T09:00:00+00:00";
    const both = ({ seq, title, reply: said }) => [
      { seq, role: "user", text: title, at },
      { seq, role: "guide", reply: said, at },
    ];
    return { turns: turns.filter(({ seq }) => seq > after).flatMap(both), more: false, expires_in: this.expiresIn };
  }
}

/** Never answers, but ends when it is told to. */
export const silence = (_, { signal }) =>
  new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(new Error("aborted"))));

export const offline = () => {
  throw new TypeError("Failed to fetch");
};

/** The guide has handled the message, and its answer is lost on the way. */
export const lost = (answer) => {
  answer();
  throw new TypeError("Failed to fetch");
};

/** The answer comes so many milliseconds later. */
export const late = (clock, milliseconds) => (answer) =>
  new Promise((resolve) => clock.setTimeout(() => resolve(answer()), milliseconds));

/** A chat in a tab, with a list of what it told. */
export function openTab({ guide = new FakeGuide(), clock = new FakeClock(), storage = new FakeStorage(), ...more } = {}) {
  const tab = { guide, clock, storage, told: [], isOnline: true };
  tab.chat = new Conversation({
    ...{ base: BASE, texts, fetch: guide.fetch, now: clock.now, setTimeout: clock.setTimeout },
    clearTimeout: clock.clearTimeout,
    store: new ChatStore(() => storage, BASE),
    isOnline: () => tab.isOnline,
    randomBytes: (count) => Uint8Array.from({ length: count }, () => Math.floor(Math.random() * 256)),
    ...more,
  });
  for (const type of ["turn", "changed", "removed", "busy", "notice", "buttons", "cleared", "draft"]) {
    tab.chat.addEventListener(type, ({ detail }) => tab.told.push({ type, ...detail }));
  }
  return tab;
}

/** The same, with the greeting shown. */
export async function openChat(parts) {
  const tab = openTab(parts);
  tab.chat.start();
  await tab.clock.pass();
  return tab;
}

/** The page is loaded again: a new engine on the same storage. */
export async function reload({ chat, ...tab }) {
  chat.destroy();
  return openChat({ guide: tab.guide, clock: tab.clock, storage: tab.storage });
}

/** The transcript in short: who said what. */
export const said = ({ chat }) =>
  chat.turns.map(({ side, text, reply: given }) => `${side}: ${given ? given.messages[0].text : text}`);

/** The kinds of all notices, in their order; null where one went. */
export const notices = ({ told }) =>
  told.filter(({ type }) => type === "notice").map(({ notice }) => notice?.kind ?? null);
