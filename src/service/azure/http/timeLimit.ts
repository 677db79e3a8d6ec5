import type { AbortSignalLike } from '@azure/ms-rest-js';
import type { Clock, ScheduledCall } from '../../clock.ts';

/** How long the other side may be silent, whether before its answer or within. */
export const silenceLimitMs = 30_000;
/** How long one attempt may last altogether. */
export const attemptLimitMs = 300_000;

/** Ends one attempt that is cancelled, has been silent for too long, or lasts too long. */
export class TimeLimit {
  /** What ended the attempt, when its time was over: looks like the system error for it. */
  expired: Error | undefined;
  cancelled = false;
  readonly #clock: Clock;
  readonly #signal: AbortSignalLike | undefined;
  readonly #whole: ScheduledCall;
  #silence: ScheduledCall;
  #end: (reason: Error) => void = () => {};

  constructor(clock: Clock, signal: AbortSignalLike | undefined) {
    this.#clock = clock;
    this.#signal = signal;
    this.#whole = clock.schedule(attemptLimitMs, this.#expire);
    this.#silence = clock.schedule(silenceLimitMs, this.#expire);
    signal?.addEventListener('abort', this.#cancel);
  }

  /** Calls `end` when the attempt is over; at once when it is so already. */
  onEnd(end: (reason: Error) => void): void {
    this.#end = end;
    if (this.#signal?.aborted) this.#cancel();
  }

  /** Bytes have arrived: the silence begins anew. */
  heard(): void {
    this.#silence.cancel();
    this.#silence = this.#clock.schedule(silenceLimitMs, this.#expire);
  }

  dispose(): void {
    this.#whole.cancel();
    this.#silence.cancel();
    this.#signal?.removeEventListener('abort', this.#cancel);
  }

  readonly #expire = (): void => {
    this.expired = Object.assign(new Error('The attempt took too long.'), { code: 'ETIMEDOUT' });
    this.#end(this.expired);
  };

  readonly #cancel = (): void => {
    this.cancelled = true;
    this.#end(new Error('The attempt was cancelled.'));
  };
}
