import { type Clock, waitFor } from '../core/clock.ts';
import type { Work } from '../core/work.ts';

/** Milliseconds of work before other tasks get a turn. With the last step, a turn takes at most about 10 ms. */
const turnMs = 8;

/**
 * Does work in steps and lets other tasks take turns in between, because a second of work would block the whole host.
 */
export async function doInTurns<T>(work: Work<T>, clock: Clock): Promise<T>;
/** Does work in steps as above, but stops and returns undefined when the result is no longer wanted. */
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

/** Runs tasks one after another. Each task starts when the previous one has settled. */
export type InTurn = <T>(act: () => Promise<T>) => Promise<T>;

/** Creates a separate queue. Errors are thrown only to the caller of the task. */
export function makeQueue(): InTurn {
  let last: Promise<unknown> = Promise.resolve();
  return (act) => {
    const turn = last.then(act);
    last = turn.catch(() => undefined);
    return turn;
  };
}
