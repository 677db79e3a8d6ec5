import { type Clock, type ScheduledCall, waitFor } from '../core/clock.ts';
import type { Work } from '../core/work.ts';

/** Milliseconds of work before other tasks get their turn: including the current step, at most 10 ms. */
const turnMs = 8;

/** Does work in steps between which other tasks get their turn, because a second of work would block the whole host. */
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

/** Runs one task after another: each starts once the one before has settled. */
export type InTurn = <T>(act: () => Promise<T>) => Promise<T>;

/** Makes a separate queue. Errors are only thrown to the caller of the task. */
export function makeQueue(): InTurn {
  let last: Promise<unknown> = Promise.resolve();
  return (act) => {
    const turn = last.then(act);
    last = turn.catch(() => undefined);
    return turn;
  };
}

/**
 * Resolves to the result of `work`, or to undefined when it takes longer than `ms`. Rejects when `work` does so in
 * time.
 */
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
