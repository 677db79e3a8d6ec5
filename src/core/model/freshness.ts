/** Maximum factor by which the refresh interval grows while nothing changes. */
export const mostSlowdown = 4;

/** Maximum number of intervals for which a list pauses after repeated failures. */
export const mostRests = 10;

/** Duration of a refresh in milliseconds if the service is slow. */
const answerMs = 30_000;

/** Returns the maximum age of shown data in milliseconds, without failures and with a refresh every `intervalMs`. */
export function toPromisedAgeMs(intervalMs: number): number {
  return mostSlowdown * intervalMs + answerMs;
}
