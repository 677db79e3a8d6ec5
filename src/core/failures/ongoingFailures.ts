import type { Cause } from '../diagnosis/causes/causes.ts';
import { isFormulaFailing } from '../model/pool.ts';

/** Time in milliseconds within which failures are so recent that they may continue. */
const stillComingMs = 10 * 60_000;
/** Time in milliseconds within which failures are a single event, such as the end of a node. */
const oneMomentMs = 60_000;

/** Checks whether tasks failed one after another until recently, in a job that still has running or waiting tasks. */
export function isStillComing({ cluster, failures }: Cause, now: Date): boolean {
  const [first, last] = [Date.parse(cluster.firstSeen), Date.parse(cluster.lastSeen)];
  if (!(last - first >= oneMomentMs && now.getTime() - last < stillComingMs)) return false;
  return failures.some(
    ({ failing }) => failing.kind === 'task' && failing.job?.state === 'active' && failing.isJobDone !== true,
  );
}

/** Checks whether a cause may have started long before its first known failure, as a formula that fails each time. */
export function isStartUnknown({ failures }: Pick<Cause, 'failures'>): boolean {
  return failures.every(({ failing }) => failing.kind === 'pool' && isFormulaFailing(failing.pool));
}
