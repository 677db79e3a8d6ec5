import type { Attempt } from '../../../service/ports.ts';

/** Items that have to go well before one more goes at once again. */
const successesForOneMore = 8;

/**
 * How many of the requests of a bulk action go at once: half as many each time the service asks to wait, never less than
 * one, and one more after some that went well.
 */
export class Pace {
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

  /** Something went well. */
  speedUp(): void {
    if (this.#limit === this.#most) return;
    this.#successes += 1;
    if (this.#successes < successesForOneMore) return;
    this.#successes = 0;
    this.#limit += 1;
    this.#wake();
  }

  /** Resolves when worker `number`, counted from 0, may go on; of every worker when nothing is left to be done. */
  async wait(number: number): Promise<void> {
    while (!this.#isClosed && number >= this.#limit) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** Nothing is left to be done: nothing waits any longer. */
  close(): void {
    this.#isClosed = true;
    this.#wake();
  }

  #wake(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}

/** For how long the service has asked to wait, since it has too much to do; undefined where it has not. Milliseconds. */
export function findWaitMs({ status, retryInMs }: Attempt): number | undefined {
  return status === 429 || status === 503 ? retryInMs : undefined;
}
