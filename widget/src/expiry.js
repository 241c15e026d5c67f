/** @import {Clock} from "./types.js" */

const LEAD = 2 * 60_000;

/** Says in time that the chat ends, and that it has ended. */
export class Expiry {
  #clock;
  #onEnding;
  #onEnd;
  #timer = 0;
  /** @type {number | null} */
  #at = null;
  #isWarned = false;

  /**
   * @param {{clock: Clock, onEnding: (minutes: number) => void, onEnd: () => void}} parts
   */
  constructor({ clock, onEnding, onEnd }) {
    this.#clock = clock;
    this.#onEnding = onEnding;
    this.#onEnd = onEnd;
  }

  /** @param {number | null} at when the chat ends, in milliseconds since 1970; null when there is none */
  set(at) {
    this.#at = at;
    this.#isWarned = false;
    this.check();
  }

  /** Looks at the clock. Timers sleep with the phone, so the window does this also when it is seen again. */
  check() {
    this.#clock.clearTimeout(this.#timer);
    if (this.#at === null) return;
    const left = this.#at - this.#clock.now();
    if (left <= 0) {
      this.#at = null;
      this.#onEnd();
      return;
    }
    if (left <= LEAD && !this.#isWarned) {
      this.#isWarned = true;
      this.#onEnding(Math.ceil(left / 60_000));
    }
    this.#timer = this.#clock.setTimeout(() => this.check(), left > LEAD ? left - LEAD : left);
  }
}
