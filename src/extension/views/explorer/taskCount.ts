import type { AccountSnapshot } from '../../../service/store/accountStore.ts';
import { toTaskScopes } from './scopes.ts';
import type { ShownTaskGroup } from './treeNode.ts';

/**
 * Number of tasks in a group; undefined while it is not known. Lists that are loaded completely are exact; the
 * service's counts lag by seconds (Batch documentation: "Job - Get Task Counts").
 */
export function countTasks(snapshot: AccountSnapshot, jobId: string, group: ShownTaskGroup): number | undefined {
  const slices = toTaskScopes(jobId, group).map((scope) => snapshot.slice(scope));
  if (slices.every((slice) => slice.loadedAt !== undefined && !slice.hasMore)) {
    return slices.reduce((sum, slice) => sum + slice.items.length, 0);
  }
  return snapshot.taskCounts.get(jobId)?.[group];
}
