/** Largest factor by which the refresh interval grows while nothing changes. */
export const mostSlowdown = 4;

/** Largest number of intervals that a list pauses after repeated failures. */
export const mostRests = 10;

/** Duration of a refresh while the service is slow. */
const answerMs = 30_000;

/** Returns the greatest age of shown data, in milliseconds, without failures and with a refresh every `intervalMs`. */
export function toPromisedAgeMs(intervalMs: number): number {
  return mostSlowdown * intervalMs + answerMs;
}
