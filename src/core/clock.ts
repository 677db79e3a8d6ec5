import { Cancelled } from './model/cancelled.ts';

/** Time as the product sees it; tests hand in one that they advance themselves. */
export interface Clock {
  /** Milliseconds since the epoch, as this computer has it: for what is shown and sent. Jumps when it is set. */
  now(): number;
  /** Milliseconds since a moment of its own, for how long something takes. Never goes back. */
  elapsedMs(): number;
  /** Calls `callback` once, `delayMs` from now. */
  schedule(delayMs: number, callback: () => void): ScheduledCall;
}

export interface ScheduledCall {
  cancel(): void;
}

/** The time of day, as it is saved and shown: ISO 8601. */
export function toTime(clock: Pick<Clock, 'now'>): string {
  return new Date(clock.now()).toISOString();
}

/** Resolves `delayMs` from now. Throws `Cancelled` as soon as `signal` is aborted. */
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
