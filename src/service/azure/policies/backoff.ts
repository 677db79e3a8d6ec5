import type { BatchError } from '../../../core/model/batchError.ts';

/** Attempts of one request altogether, the first included. */
const maxAttempts = 5;
/**
 * Attempts of a request that cannot even be sent: users who are offline, or misspelt the account, get the error soon.
 */
const maxUnsentAttempts = 3;
const unsentCodes = ['HostNotFound', 'NetworkUnreachable'] as const;
/**
 * The shortest wait of our own choosing. After a failure Batch wants several seconds between retries, and throttles those
 * who return sooner (Batch documentation: "Detecting and handling Batch service errors", when to retry).
 */
const minDelayMs = 2_000;
/** Longest wait that the first retry draws from; doubled for each further one. */
const baseDelayMs = 4_000;
/** Longest wait of our own choosing: the user may be watching the list load. */
const maxDelayMs = 8_000;
/** The longest `Retry-After` that is worth waiting for; beyond it the error is shown instead. */
export const maxRetryAfterMs = 120_000;
/** Spread added to the service's delay, so that clients that got the same one do not all return at once. */
const retryAfterSpreadMs = 1000;

/** Whether a request whose attempt number `attempt` (from 1) ended with `error` has had its attempts. */
export function isLastAttempt(attempt: number, error: BatchError): boolean {
  const isUnsent = unsentCodes.some((code) => code === error.code);
  return attempt >= (isUnsent ? maxUnsentAttempts : maxAttempts);
}

/**
 * Wait before the attempt that follows attempt number `attempt` (from 1), in milliseconds: what the service asked
 * for and a little more, else drawn from the whole range between the shortest wait and an exponentially growing limit
 * ("full jitter" above a floor). Undefined when the service asks for more patience than a person has. `random` yields
 * [0, 1).
 */
export function toDelayMs(attempt: number, retryAfterMs: number | undefined, random: () => number): number | undefined {
  if (retryAfterMs !== undefined) {
    return retryAfterMs > maxRetryAfterMs ? undefined : retryAfterMs + random() * retryAfterSpreadMs;
  }
  const longestMs = Math.min(maxDelayMs, baseDelayMs * 2 ** (attempt - 1));
  return minDelayMs + random() * (longestMs - minDelayMs);
}
