import type { AbortSignalLike } from '@azure/ms-rest-js';
import type { Clock, ScheduledCall } from '../../../core/clock.ts';

/** How long the other side may be silent, whether before its answer or within. */
export const silenceLimitMs = 30_000;
/** How long one attempt may last altogether. */
export const attemptLimitMs = 300_000;

/** Ends one attempt that is cancelled, has been silent for too long, or lasts too long. */
export class AttemptLimit {
  /** What ended the attempt, when its time was over: looks like the system error for it. */
  expired: Error | undefined;
  cancelled = false;
  readonly #clock: Clock;
  readonly #signal: AbortSignalLike | undefined;
  readonly #onHeard: (() => void) | undefined;
  readonly #startMs: number;
  #heardMs: number;
  #timer: ScheduledCall;
  #end: (reason: Error) => void = () => {};

  constructor(clock: Clock, signal: AbortSignalLike | undefined, onHeard?: () => void) {
    this.#clock = clock;
    this.#onHeard = onHeard;
    this.#signal = signal;
    this.#startMs = clock.elapsedMs();
    this.#heardMs = this.#startMs;
    this.#timer = clock.schedule(silenceLimitMs, this.#check);
    signal?.addEventListener('abort', this.cancel);
  }

  /** Calls `end` when the attempt is over; at once when it is so already. */
  onEnd(end: (reason: Error) => void): void {
    this.#end = end;
    if (this.#signal?.aborted) this.cancel();
  }

  /** Bytes have arrived, which resets the silence. Called for every chunk, so it only notes the time. */
  heard(): void {
    this.#heardMs = this.#clock.elapsedMs();
    this.#onHeard?.();
  }

  dispose(): void {
    this.#timer.cancel();
    this.#signal?.removeEventListener('abort', this.cancel);
  }

  readonly #check = (): void => {
    const dueMs = Math.min(this.#heardMs + silenceLimitMs, this.#startMs + attemptLimitMs);
    const leftMs = dueMs - this.#clock.elapsedMs();
    if (leftMs > 0) {
      this.#timer = this.#clock.schedule(leftMs, this.#check);
      return;
    }
    this.expired = Object.assign(new Error('The attempt took too long.'), { code: 'ETIMEDOUT' });
    this.#end(this.expired);
  };

  /** Ends the attempt, whose answer is no longer needed. */
  readonly cancel = (): void => {
    this.cancelled = true;
    this.#end(new Error('The attempt was canceled.'));
  };
}
