import { type Clock, type ScheduledCall, waitFor } from '../core/clock.ts';
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

/** Runs one thing after the other: each starts once the one before has settled. */
export type InTurn = <T>(act: () => Promise<T>) => Promise<T>;

/** A queue of its own. What is thrown concerns only who asked for it. */
export function makeQueue(): InTurn {
  let last: Promise<unknown> = Promise.resolve();
  return (act) => {
    const turn = last.then(act);
    last = turn.catch(() => undefined);
    return turn;
  };
}

/** What `work` comes to, if it does so in `ms`; undefined when it takes longer. Rejects as `work` does in that time. */
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
