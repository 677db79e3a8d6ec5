import type { Cause } from '../diagnosis/causes/causes.ts';
import { findLargest } from '../extremes.ts';
import { isFormulaFailing } from '../model/pool.ts';

/** Time in milliseconds within which failures are so recent that they may continue. */
const stillComingMs = 10 * 60_000;
/** Time in milliseconds within which failures are a single event, such as the end of a node. */
const oneMomentMs = 60_000;

/** Minimum number of failures that show an interval. */
const fewestRegular = 3;

/**
 * Checks whether tasks failed one after another until recently, in a job that still has running or waiting tasks, or to
 * which tasks are added at intervals.
 */
export function isStillComing(cause: Cause, now: Date): boolean {
  const { cluster, failures } = cause;
  const [first, last] = [Date.parse(cluster.firstSeen), Date.parse(cluster.lastSeen)];
  const sinceLast = now.getTime() - last;
  if (sinceLast < 1.5 * findInterval(cause)) return true;
  if (!(last - first >= oneMomentMs && sinceLast < stillComingMs)) return false;
  return failures.some(
    ({ failing }) => failing.kind === 'task' && failing.job?.state === 'active' && failing.isJobDone !== true,
  );
}

/** Returns the mean time in milliseconds between tasks that were added to active jobs one by one; 0 if there are few. */
function findInterval({ failures }: Cause): number {
  const added = failures.flatMap(({ failing }) =>
    failing.kind === 'task' && failing.job?.state === 'active' ? Date.parse(failing.task.creationTime ?? '') : [],
  );
  const span = findLargest(added) + findLargest(added.map((ms) => -ms));
  return added.length < fewestRegular || !(span > stillComingMs) ? 0 : span / (added.length - 1);
}

/** Checks whether a cause may have started long before its first known failure, as a formula that fails each time. */
export function isStartUnknown({ failures }: Pick<Cause, 'failures'>): boolean {
  return failures.every(({ failing }) => failing.kind === 'pool' && isFormulaFailing(failing.pool));
}
