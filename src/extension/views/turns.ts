import { setImmediate } from 'node:timers/promises';
import type { Work } from '../../core/diagnosis/causeTeller.ts';

/** How long one works before others have their turn. */
const turnMs = 20;

/** Does the work without a pause. */
export function doAtOnce<T>(work: Work<T>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

/** Does the work while others have their turns: what takes a second would hold up the whole host. */
export async function doInTurns<T>(work: Work<T>): Promise<T> {
  let begunAtMs = performance.now();
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
    if (performance.now() - begunAtMs < turnMs) continue;
    await setImmediate();
    begunAtMs = performance.now();
  }
}
