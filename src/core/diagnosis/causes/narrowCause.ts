import type { Cause } from './causes.ts';
import type { Failing } from './failing.ts';

/** What of a cause is among those that `isMeant`; undefined when nothing is. */
export function narrowCause(cause: Cause, isMeant: (failing: Failing) => boolean): Cause | undefined {
  const failures = cause.failures.filter(({ failing }) => isMeant(failing));
  if (failures.length === 0) return undefined;
  if (failures.length === cause.failures.length) return cause;
  // Newest first.
  const times = failures.flatMap(({ failing: { at } }) => at ?? []);
  const [lastSeen = '', firstSeen = ''] = [times[0], times.at(-1)];
  return { ...cause, failures, cluster: { ...cause.cluster, count: failures.length, firstSeen, lastSeen } };
}

/** Whether something failed in a pool: a node of it, or a task that ran there. */
export function isInPool(failing: Failing, poolId: string): boolean {
  switch (failing.kind) {
    case 'task':
      return failing.task.nodeInfo?.poolId === poolId;
    case 'node':
    case 'pool':
      return failing.resource.poolId === poolId;
    case 'job':
      return false;
  }
}
