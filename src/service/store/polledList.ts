import type { Clock } from '../../core/clock.ts';
import { mostRests } from '../../core/model/freshness.ts';

/**
 * Decides when a list may be polled: not while it is being read, and half as often after each consecutive failure.
 * Other lists of the account continue.
 */
export class PolledList {
  readonly #clock: Clock;
  #isBeingRead = false;
  #rests = 1;
  #restsUntilMs = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get isBeingRead(): boolean {
    return this.#isBeingRead;
  }

  /** True if the list failed so recently that it is not polled yet. */
  get isResting(): boolean {
    return this.#clock.elapsedMs() < this.#restsUntilMs;
  }

  /** Records the reading of the list; `read` resolves to whether it succeeded. */
  async poll(intervalMs: number, read: () => Promise<boolean>): Promise<void> {
    this.#isBeingRead = true;
    try {
      const isThere = await read();
      this.#rests = isThere ? 1 : Math.min(mostRests, this.#rests * 2);
      this.#restsUntilMs = isThere ? 0 : this.#clock.elapsedMs() + intervalMs * this.#rests;
    } finally {
      this.#isBeingRead = false;
    }
  }
}
