import type { TaskGroup } from '../../core/model/task.ts';
import type { AccountSnapshot, Scope } from '../../service/store/accountStore.ts';

/** Tasks being prepared are shown with the running ones, as the service counts them. */
export type ShownTaskGroup = Exclude<TaskGroup, 'preparing'>;

/** Groups of tasks in order of display. */
export const shownTaskGroups: readonly ShownTaskGroup[] = ['failed', 'running', 'active', 'succeeded'];

/** The lists that make up a group of tasks. */
export function toTaskScopes(jobId: string, group: ShownTaskGroup): readonly Extract<Scope, { kind: 'tasks' }>[] {
  const own = { kind: 'tasks', jobId, group } as const;
  return group === 'running' ? [own, { kind: 'tasks', jobId, group: 'preparing' }] : [own];
}

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
