/** Attempts of one request altogether, the first included. */
export const maxAttempts = 5;
/** Longest wait that the first retry draws from; doubled for each further one. */
const baseDelayMs = 500;
/** Longest wait of our own choosing. */
const maxDelayMs = 30_000;
/** The longest `Retry-After` that is worth waiting for; beyond it the error is shown instead. */
export const maxRetryAfterMs = 120_000;
/** Spread added to what the service asks for, so that clients that were told the same do not return together. */
const retryAfterSpreadMs = 1000;

/**
 * Wait before the attempt that follows attempt number `attempt` (from 1), in milliseconds: what the service asked
 * for and a little more, else drawn from the whole range between 0 and an exponentially growing limit ("full jitter").
 * Undefined when the service asks for more patience than a person has. `random` yields [0, 1).
 */
export function toDelayMs(attempt: number, retryAfterMs: number | undefined, random: () => number): number | undefined {
  if (retryAfterMs !== undefined) {
    return retryAfterMs > maxRetryAfterMs ? undefined : retryAfterMs + random() * retryAfterSpreadMs;
  }
  return random() * Math.min(maxDelayMs, baseDelayMs * 2 ** (attempt - 1));
}
