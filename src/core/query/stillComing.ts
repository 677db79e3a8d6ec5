import type { Cause } from '../diagnosis/causes/causes.ts';

/** What came so recently may come again. */
const stillComingMs = 10 * 60_000;
/** Failures within less than that are one event, such as the end of a node. */
const oneMomentMs = 60_000;

/** Whether tasks failed one after another, the last of them a short time ago, in a job that goes on: some of its tasks run or wait. */
export function isStillComing({ cluster, failures }: Cause, now: Date): boolean {
  const [first, last] = [Date.parse(cluster.firstSeen), Date.parse(cluster.lastSeen)];
  if (!(last - first >= oneMomentMs && now.getTime() - last < stillComingMs)) return false;
  return failures.some(
    ({ failing }) => failing.kind === 'task' && failing.job?.state === 'active' && failing.isJobDone !== true,
  );
}
