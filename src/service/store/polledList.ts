import type { Clock } from '../../core/clock.ts';
import { mostRests } from '../../core/model/freshness.ts';

/**
 * When a list may be polled: not while it is being read, and half as often after each consecutive failure. Other lists
 * of the account continue.
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

  /** Whether it has failed so recently that it is not asked for again. */
  get isResting(): boolean {
    return this.#clock.elapsedMs() < this.#restsUntilMs;
  }

  /** Notes how the list is being read; `read` resolves to whether that succeeded. */
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
