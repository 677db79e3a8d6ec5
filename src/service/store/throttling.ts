import type { Attempt } from '../ports.ts';

/**
 * Until when the service throttles us, in milliseconds since the epoch, as one more attempt tells: `undefined` when it
 * lets requests through again, what was known before when the attempt says nothing about it.
 */
export function toThrottledUntil(known: number | undefined, attempt: Attempt, nowMs: number): number | undefined {
  const { status, retryInMs } = attempt;
  if (status !== undefined && status < 400) return undefined;
  const isThrottled = status === 429 || status === 503;
  return isThrottled && retryInMs !== undefined ? Math.max(known ?? 0, nowMs + retryInMs) : known;
}
