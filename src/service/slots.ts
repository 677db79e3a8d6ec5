import { Cancelled } from '../core/model/cancelled.ts';

/** Lets at most `limit` holders in at once; the others wait in the order of their arrival. */
export class Slots {
  readonly #limit: number;
  readonly #waiting = new Set<() => void>();
  #held = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Runs `work` as soon as a slot is free. Throws `Cancelled` when `signal` is aborted before that. */
  async run<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    await this.#acquire(signal);
    try {
      return await work();
    } finally {
      this.#release();
    }
  }

  #acquire(signal: AbortSignal | undefined): Promise<void> {
    if (signal?.aborted) return Promise.reject(new Cancelled());
    if (this.#held < this.#limit) {
      this.#held++;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const admit = (): void => {
        signal?.removeEventListener('abort', onAbort);
        resolve();
      };
      const onAbort = (): void => {
        this.#waiting.delete(admit);
        reject(new Cancelled());
      };
      this.#waiting.add(admit);
      signal?.addEventListener('abort', onAbort, { once: true });
    });
  }

  /** Hands the slot to the longest-waiting holder, so that the number of holders never exceeds the limit. */
  #release(): void {
    const [next] = this.#waiting;
    if (next === undefined) {
      this.#held--;
      return;
    }
    this.#waiting.delete(next);
    next();
  }
}
