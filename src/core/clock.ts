import { Cancelled } from './model/cancelled.ts';

/** The extension's source of time. Tests pass a clock that they advance themselves. */
export interface Clock {
  /** Milliseconds since the epoch by this computer's clock, for display and requests. Jumps when the clock is set. */
  now(): number;
  /** Milliseconds since an arbitrary time, for measuring durations. Never goes back. */
  elapsedMs(): number;
  /** Calls back once after the delay, unless the returned call is canceled first. */
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

/**
 * Resolves to the result of `work`, or to undefined if it takes longer than `ms`. Rejects if `work` rejects in time.
 */
export async function within<T>(clock: Clock, ms: number, work: Promise<T>): Promise<T | undefined> {
  let timer: ScheduledCall | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = clock.schedule(ms, () => resolve(undefined));
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    timer?.cancel();
  }
}

/** Runs work whose signal is aborted after `ms`, or earlier with `signal`. Settles as the work does. */
export async function abortAfter<T>(
  clock: Clock,
  ms: number,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const late = new AbortController();
  const timer = clock.schedule(ms, () => late.abort());
  try {
    return await work(AbortSignal.any([late.signal, signal]));
  } finally {
    timer.cancel();
  }
}

interface Looking {
  readonly clock: Clock;
  readonly signal?: AbortSignal;
  /** Milliseconds until the second poll. Each interval is twice as long as the previous one. */
  readonly firstMs?: number;
  readonly longestMs?: number;
}

/** Polls until `look`, which receives the milliseconds waited so far, resolves to a value, and returns that value. */
export async function lookUntilSeen<T>(
  look: (waitedMs: number) => Promise<T | undefined>,
  { clock, signal, firstMs = 250, longestMs = 4000 }: Looking,
): Promise<T> {
  let waitedMs = 0;
  for (let waitMs = Math.min(firstMs, longestMs); ; waitMs = Math.min(waitMs * 2, longestMs)) {
    const seen = await look(waitedMs);
    if (seen !== undefined) return seen;
    await waitFor(clock, waitMs, signal);
    waitedMs += waitMs;
  }
}
