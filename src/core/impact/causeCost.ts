import type { Cause } from '../diagnosis/causes/causes.ts';
import { addCoreHours, type CoreHours, isHeldBroken } from './coreHours.ts';
import { listRuns, measureBroken } from './harm.ts';

/**
 * Measures the cost of a cause so far, based on the known failures: failed attempts, and nodes that cost money but
 * can't run tasks; a lower bound if more failures may have the cause. `now` is in milliseconds since 1970.
 */
export function measureCost(cause: Cause, now: number): CoreHours {
  const known = addCoreHours([cause.harm.coreHours, measureBrokenNodes(cause, now)]);
  return { ...known, isComplete: known.isComplete && cause.isComplete };
}

/** Measures the cost so far of the nodes with a cause that can't run tasks. `now` is in milliseconds since 1970. */
export function measureBrokenNodes({ failures }: Cause, now: number): CoreHours {
  return measureBroken(
    failures.map(({ failing }) => failing),
    now,
  );
}

/** Returns false for causes of jobs and pools: only runs of tasks, and nodes that can't run tasks, are measured. */
export function isMeasured(cause: Cause): boolean {
  return hasBrokenNodes(cause) || listRuns(cause.failures.map(({ failing }) => failing)).length > 0;
}

/** Checks whether the cost of a cause grows, because of nodes that can't run tasks. */
export function hasBrokenNodes({ failures }: Cause): boolean {
  return failures.some(({ failing }) => failing.kind === 'node' && isHeldBroken(failing.node));
}
