import { Cancelled } from './model/cancelled.ts';

/** The product's source of time; tests pass one that they advance themselves. */
export interface Clock {
  /** Milliseconds since the epoch by this computer's clock, for display and requests. Jumps when the clock is set. */
  now(): number;
  /** Milliseconds since an arbitrary time, for measuring durations. Never goes back. */
  elapsedMs(): number;
  /** Calls `callback` once, `delayMs` from now. */
  schedule(delayMs: number, callback: () => void): ScheduledCall;
}

export interface ScheduledCall {
  cancel(): void;
}

/** Returns the current time as it is saved and shown: ISO 8601. */
export function toTime(clock: Pick<Clock, 'now'>): string {
  return new Date(clock.now()).toISOString();
}

/** Resolves after `delayMs`. Throws `Cancelled` as soon as `signal` is aborted. */
export function waitFor(clock: Clock, delayMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(new Cancelled());
      return;
    }
    const timer = clock.schedule(delayMs, () => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    });
    function onAbort(): void {
      timer.cancel();
      reject(new Cancelled());
    }
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}
