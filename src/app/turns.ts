import { type Clock, waitFor } from '../core/clock.ts';
import type { Work } from '../core/work.ts';

/** How long one works before others have their turn: with the step under way, not longer than 10 ms. */
const turnMs = 8;

/** Does the work while others have their turns: what takes a second would hold up the whole host. */
export async function doInTurns<T>(work: Work<T>, clock: Clock): Promise<T>;
/** Stops and returns undefined once the result is no longer wanted. */
export async function doInTurns<T>(work: Work<T>, clock: Clock, isWanted: () => boolean): Promise<T | undefined>;
export async function doInTurns<T>(work: Work<T>, clock: Clock, isWanted = () => true): Promise<T | undefined> {
  let startedAtMs = clock.elapsedMs();
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
    if (clock.elapsedMs() - startedAtMs < turnMs) continue;
    await waitFor(clock, 0);
    if (!isWanted()) return undefined;
    startedAtMs = clock.elapsedMs();
  }
}
