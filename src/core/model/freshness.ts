/** How much longer than the user asked for the pause between two refreshes becomes, at most, while nothing changes. */
export const mostSlowdown = 4;

/** How many pauses a list rests, at most, after it failed again and again. */
export const mostRests = 10;

/** What a refresh takes where the service is slow. */
const answerMs = 30_000;

/** How old what is shown becomes, in milliseconds, while all goes well and it is refreshed every `intervalMs`. */
export function toPromisedAgeMs(intervalMs: number): number {
  return mostSlowdown * intervalMs + answerMs;
}
