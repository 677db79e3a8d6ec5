import type { Attempt } from '../ports.ts';

/**
 * Until when the service throttles us, in milliseconds since the epoch, as one more attempt tells: `undefined` when it
 * lets requests through again, or when nothing is tried again; what was known before when the attempt says nothing.
 * A request that succeeds before the wait is over left beside the throttled one, and says nothing of it.
 */
export function toThrottledUntil(known: number | undefined, attempt: Attempt, nowMs: number): number | undefined {
  // Resource Manager has limits of its own.
  if (attempt.host !== undefined) return known;
  const { status, retryInMs } = attempt;
  if (status === undefined) return known;
  if (status < 400) return known !== undefined && nowMs < known ? known : undefined;
  if (status !== 429 && status !== 503) return known;
  return retryInMs === undefined ? undefined : Math.max(known ?? 0, nowMs + retryInMs);
}
