import type { ExplainedFailure } from '../../core/diagnosis/causes/causes.ts';
import type { KnownResubmissions, Resubmission } from '../../core/model/resubmission.ts';
import type { Task } from '../../core/model/task.ts';
import type { AccountSnapshot } from '../../service/store/accountStore.ts';

/** Finds what a failed task was resubmitted as after it failed. */
export type FindResubmission = KnownResubmissions['find'];

/** What a failed task was resubmitted as; undefined where it was not, or has failed again since. */
export function findResubmission(
  { account, resubmissions }: Pick<AccountSnapshot, 'account' | 'resubmissions'>,
  jobId: string,
  task: Task,
): Resubmission | undefined {
  return resubmissions?.find({ kind: 'task', accountId: account.id, jobId, taskId: task.id }, task);
}

/** Counts by list: there may be thousands of tasks, and rows are requested again and again. */
const counted = new WeakMap<readonly Task[], { readonly version: number; readonly count: number }>();

/**
 * How many failed tasks of a job are resolved: the tasks that replaced them have succeeded. Counts loaded tasks only,
 * since any other may have been deleted or retried since then.
 */
export function countResolved(snapshot: AccountSnapshot, jobId: string): number {
  const { account, resubmissions } = snapshot;
  if (resubmissions?.hasSucceeded(account.id, jobId) !== true) return 0;
  const count = (tasks: readonly Task[]): number => {
    const { version } = resubmissions;
    const known = counted.get(tasks);
    if (known?.version === version) return known.count;
    const found = tasks.filter((task) => findResubmission(snapshot, jobId, task)?.outcome === 'succeeded').length;
    counted.set(tasks, { version, count: found });
    return found;
  };
  const shown = snapshot.slice({ kind: 'tasks', jobId, group: 'failed' });
  // A list that is complete is what failed tasks are counted by.
  if (shown.loadedAt !== undefined && !shown.hasMore) return count(shown.items);
  return Math.max(count(shown.items), count(snapshot.slice({ kind: 'failures', jobId }).items));
}

/** Whether a failure is of a task whose work was done under another id. */
export function isResolved({ failing }: ExplainedFailure, find: FindResubmission | undefined): boolean {
  return failing.kind === 'task' && find?.(failing.resource, failing.task)?.outcome === 'succeeded';
}

/** Jobs whose failed tasks must be loaded by name to find out which of them are resolved, and are not loaded yet. */
export function listUnresolvedJobs(snapshot: AccountSnapshot): readonly string[] {
  const { account, resubmissions, taskCounts } = snapshot;
  if (resubmissions === undefined) return [];
  return snapshot.slice({ kind: 'jobs' }).items.flatMap(({ id: jobId }) => {
    const { loadedAt, loading, error } = snapshot.slice({ kind: 'failures', jobId });
    const isKnown = loadedAt !== undefined || loading || error !== undefined;
    const mayBe = (taskCounts.get(jobId)?.failed ?? 0) > 0 && resubmissions.hasSucceeded(account.id, jobId);
    return mayBe && !isKnown ? [jobId] : [];
  });
}
