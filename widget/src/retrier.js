/** @import {Clock, Step} from "./types.js" */

const PAUSES = [1, 2, 4, 8, 15, 30];
const LONGEST_PAUSE = 120;
const GIVE_UP_AFTER = 10 * 60_000;

/**
 * Does steps of work one after the other, and a step that failed again after a pause, until it gives up.
 *
 * `done` and `next` go straight on (after `next`, which only prepares, failures are still counted); `trouble` is tried
 * again after a growing pause; `wait` is held back for as long as the server says, whoever asks; `idle` stops until
 * `run` is called.
 */
export class Retrier {
  #clock;
  #step;
  #onTrouble;
  #onGiveUp;
  #generation = 0;
  #isRunning = false;
  #isAsked = false;
  #timer = 0;
  #tries = 0;
  #failingSince = 0;
  #heldUntil = 0;

  /**
   * @param {{clock: Clock, step: () => Promise<Step>, onTrouble: (tries: number) => void, onGiveUp: () => void}} parts
   */
  constructor({ clock, step, onTrouble, onGiveUp }) {
    this.#clock = clock;
    this.#step = step;
    this.#onTrouble = onTrouble;
    this.#onGiveUp = onGiveUp;
  }

  /** Whether the last try failed. */
  get isInTrouble() {
    return this.#tries > 0;
  }

  /** Goes on now, and does not wait for the end of a pause. */
  run() {
    this.#isAsked = true;
    if (this.#isRunning || this.#clock.now() < this.#heldUntil) return;
    this.#clock.clearTimeout(this.#timer);
    this.#isRunning = true;
    void this.#loop(this.#generation);
  }

  /** Forgets the step that is being done, its failures and its pauses. */
  stop() {
    this.#generation += 1;
    this.#isRunning = false;
    this.#heldUntil = 0;
    this.#recovered();
    this.#clock.clearTimeout(this.#timer);
  }

  /** @param {number} generation */
  async #loop(generation) {
    for (;;) {
      this.#isAsked = false;
      const step = await this.#step().catch(() => /** @type {Step} */ ({ kind: "trouble", after: null }));
      if (generation !== this.#generation) return;
      if (step.kind === "done") this.#recovered();
      if (step.kind === "done" || step.kind === "next") continue;
      if (step.kind === "idle" && this.#isAsked) continue;
      this.#isRunning = false;
      if (step.kind === "wait") this.#hold(step.seconds);
      if (step.kind === "trouble") this.#pause(step.after);
      return;
    }
  }

  #recovered() {
    this.#tries = 0;
    this.#failingSince = 0;
  }

  /** @param {number} seconds */
  #hold(seconds) {
    this.#heldUntil = this.#clock.now() + seconds * 1000;
    this.#timer = this.#clock.setTimeout(() => this.run(), seconds * 1000);
  }

  /** @param {number | null} after what the server says, in seconds */
  #pause(after) {
    const now = this.#clock.now();
    if (this.#tries === 0) this.#failingSince = now;
    if (now - this.#failingSince >= GIVE_UP_AFTER) {
      this.#recovered();
      this.#onGiveUp();
      return;
    }
    const pause = Math.min(after ?? PAUSES[Math.min(this.#tries, PAUSES.length - 1)], LONGEST_PAUSE);
    this.#tries += 1;
    this.#timer = this.#clock.setTimeout(() => this.run(), pause * 1000);
    this.#onTrouble(this.#tries);
  }
}
