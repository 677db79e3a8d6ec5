import type { AbortSignalLike } from '@azure/ms-rest-js';
import type { Clock, ScheduledCall } from '../../../core/clock.ts';

/** Maximum time without a byte from the other side, before or within its response. */
export const silenceLimitMs = 30_000;
/** Maximum duration of one attempt. */
export const attemptLimitMs = 300_000;

/** Ends one attempt that is canceled, has been silent for too long, or lasts too long. */
export class AttemptLimit {
  /** The error for an attempt that timed out, which looks like the system's own. */
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

  /** Calls `end` when the attempt is over; immediately if it already is. */
  onEnd(end: (reason: Error) => void): void {
    this.#end = end;
    if (this.#signal?.aborted) this.cancel();
  }

  /** Notes that bytes have arrived, restarting the silence limit. Called for every chunk, so only records the time. */
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

  /** Ends the attempt because its response is no longer needed. */
  readonly cancel = (): void => {
    this.cancelled = true;
    this.#end(new Error('The attempt was canceled.'));
  };
}
