import type { Attempt } from '../../../service/ports.ts';

/** Number of successes after which one more request may run concurrently. */
const successesForOneMore = 8;

/**
 * The number of concurrent requests of a bulk action. It is halved, but never below one, each time the service asks to
 * wait, and raised by one after several successes.
 */
export class ConcurrencyLimit {
  readonly #most: number;
  #limit: number;
  #successes = 0;
  #isClosed = false;
  #waiting: (() => void)[] = [];

  constructor(most: number) {
    this.#most = most;
    this.#limit = most;
  }

  slowDown(): void {
    this.#limit = Math.max(1, Math.floor(this.#limit / 2));
    this.#successes = 0;
  }

  /** Records a success. */
  speedUp(): void {
    if (this.#limit === this.#most) return;
    this.#successes += 1;
    if (this.#successes < successesForOneMore) return;
    this.#successes = 0;
    this.#limit += 1;
    this.#wake();
  }

  /** Resolves when worker `number`, counted from 0, may continue. Resolves for all workers after this is closed. */
  async wait(number: number): Promise<void> {
    while (!this.#isClosed && number >= this.#limit) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** Releases all waiting workers, because no work is left. */
  close(): void {
    this.#isClosed = true;
    this.#wake();
  }

  #wake(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}

/** Returns how long the service asked to wait because of load, in milliseconds; undefined if it did not. */
export function findWaitMs({ status, retryInMs }: Attempt): number | undefined {
  return status === 429 || status === 503 ? retryInMs : undefined;
}
