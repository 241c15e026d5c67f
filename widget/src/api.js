/** @import {Clock, Fetch, MessageBody, Outcome} from "./types.js" */

const API = "api/v1/";
const SECONDS_WITHOUT_A_WORD = 30;
export const TIME_OUT = 20_000;

/** The guide's API: every call ends, in time, with one of a few outcomes, and never throws. */
export class Api {
  #base;
  #fetch;
  #clock;

  /**
   * @param {{base: string, fetch: Fetch, clock: Clock}} parts
   */
  constructor({ base, fetch, clock }) {
    this.#base = base;
    this.#fetch = fetch;
    this.#clock = clock;
  }

  /**
   * Begins a session.
   * @param {Promise<Response> | null} early the same call, when the launcher has made it already
   * @param {AbortSignal} signal
   */
  openSession(early, signal) {
    if (early) return this.#inTime(() => early, signal);
    return this.#call("POST", "sessions", { body: {}, signal });
  }

  /**
   * @param {string} token
   * @param {MessageBody} body
   * @param {AbortSignal} signal
   */
  say(token, body, signal) {
    return this.#call("POST", "messages", { token, body, signal });
  }

  /**
   * @param {string} token
   * @param {number} after
   * @param {{signal?: AbortSignal, timeOut?: number}} [limits]
   */
  history(token, after, limits) {
    return this.#call("GET", `history?after=${after}`, { token, ...limits });
  }

  /**
   * @param {string} token
   * @param {{seq: number, helpful: boolean, reason?: string}} body
   */
  rate(token, body) {
    return this.#call("POST", "feedback", { token, body });
  }

  /** @param {string} token */
  erase(token) {
    return this.#call("DELETE", "session", { token });
  }

  /**
   * The same, for somebody who leaves the page in this moment: nobody waits for the answer.
   * @param {string} token
   */
  eraseOnLeaving(token) {
    try {
      this.#send("DELETE", "session", { token, keepalive: true }).catch(() => {});
    } catch {
      // Leaving must not fail whatever fails; the server forgets the chat by itself in time.
    }
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {{token?: string, body?: object, signal?: AbortSignal, timeOut?: number}} parts
   * @returns {Promise<Outcome>}
   */
  #call(method, path, { signal, timeOut, ...parts }) {
    return this.#inTime((stop) => this.#send(method, path, { ...parts, signal: stop }), signal, timeOut);
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {{token?: string, body?: object, signal?: AbortSignal, keepalive?: boolean}} parts
   */
  #send(method, path, { token, body, signal, keepalive }) {
    /** @type {Record<string, string>} */
    const headers = {};
    if (token) headers.authorization = `Bearer ${token}`;
    if (body) headers["content-type"] = "application/json";
    const options = { method, headers, body: body && JSON.stringify(body), signal, keepalive };
    return this.#fetch(this.#base + API + path, { ...options, credentials: "omit", cache: "no-store" });
  }

  /**
   * @param {(stop: AbortSignal) => Promise<Response>} ask
   * @param {AbortSignal} [signal]
   * @param {number} [timeOut]
   * @returns {Promise<Outcome>}
   */
  async #inTime(ask, signal, timeOut = TIME_OUT) {
    const stop = new AbortController();
    let timer = 0;
    let drop = () => {};
    // A race, since the body may stall after the headers, and the launcher's early call knows nothing of our signal.
    const end = new Promise((_, reject) => {
      timer = this.#clock.setTimeout(() => reject(new Error("no answer in time")), timeOut);
      drop = () => reject(new Error("not wanted any more"));
      if (signal?.aborted) drop();
      signal?.addEventListener("abort", drop);
    });
    try {
      return /** @type {Outcome} */ (await Promise.race([ask(stop.signal).then(outcomeOf), end]));
    } catch {
      stop.abort();
      return { kind: "unreachable", after: null };
    } finally {
      this.#clock.clearTimeout(timer);
      signal?.removeEventListener("abort", drop);
    }
  }
}

/**
 * @param {Response} response
 * @returns {Promise<Outcome>}
 */
async function outcomeOf(response) {
  const after = Number.parseInt(response.headers.get("retry-after") ?? "", 10) || null;
  const body = response.status === 204 ? {} : parsed(await response.text());
  const error = body?.error;
  if (response.status === 401) return { kind: "ended" };
  const seconds = after ?? (Number(error?.seconds) || SECONDS_WITHOUT_A_WORD);
  if (response.status === 429) return { kind: "too_often", seconds };
  if (response.ok && body !== null) return { kind: "ok", body };
  const isOurs = response.status >= 400 && response.status < 500 && response.status !== 408;
  if (!isOurs || typeof error?.message !== "string") return { kind: "unreachable", after };
  return { kind: "refused", code: String(error.code), message: error.message, reply: error.reply };
}

/**
 * @param {string} text
 * @returns {any} an object, or null for anything else: a proxy's error page is no answer of the guide
 */
function parsed(text) {
  try {
    const found = JSON.parse(text);
    return typeof found === "object" && !Array.isArray(found) ? found : null;
  } catch {
    return null;
  }
}
