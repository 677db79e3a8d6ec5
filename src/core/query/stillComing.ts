import type { Cause } from '../diagnosis/causes/causes.ts';

/** What came so recently may come again. */
const stillComingMs = 10 * 60_000;

/** Whether the last of several tasks failed a short time ago, in a job that goes on. */
export function isStillComing({ cluster, failures }: Cause, now: Date): boolean {
  if (failures.length < 2 || !(now.getTime() - Date.parse(cluster.lastSeen) < stillComingMs)) return false;
  return failures.some(({ failing }) => failing.kind === 'task' && failing.job?.state === 'active');
}
