import { setImmediate } from 'node:timers/promises';
import type { Work } from '../core/work.ts';

/** How long one works before others have their turn: with the step under way, not longer than 10 ms. */
const turnMs = 8;

/** Does the work while others have their turns: what takes a second would hold up the whole host. */
export async function doInTurns<T>(work: Work<T>): Promise<T>;
/** Gives the work up, and undefined back, once nobody wants it any more. */
export async function doInTurns<T>(work: Work<T>, isWanted: () => boolean): Promise<T | undefined>;
export async function doInTurns<T>(work: Work<T>, isWanted = () => true): Promise<T | undefined> {
  let begunAtMs = performance.now();
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
    if (performance.now() - begunAtMs < turnMs) continue;
    await setImmediate();
    if (!isWanted()) return undefined;
    begunAtMs = performance.now();
  }
}
