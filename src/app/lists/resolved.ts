import type { ExplainedFailure } from '../../core/diagnosis/causes/causes.ts';
import type { KnownResubmissions, Resubmission } from '../../core/model/resubmission.ts';
import type { Task } from '../../core/model/task.ts';
import type { AccountSnapshot } from '../../service/store/accountStore.ts';

/** Finds the resubmission of a failed task after its failure. */
export type FindResubmission = KnownResubmissions['find'];

/** Finds the resubmission of a failed task; undefined if there is none, or the task has failed again since. */
export function findResubmission(
  { account, resubmissions }: Pick<AccountSnapshot, 'account' | 'resubmissions'>,
  jobId: string,
  task: Task,
): Resubmission | undefined {
  return resubmissions?.find({ kind: 'task', accountId: account.id, jobId, taskId: task.id }, task);
}

/** Counts cached by list, because there may be thousands of tasks, and rows are requested repeatedly. */
const counted = new WeakMap<readonly Task[], { readonly version: number; readonly count: number }>();

/**
 * Counts the resolved failed tasks of a job, whose replacements have succeeded. Counts only loaded tasks, because any
 * other task may have been deleted or retried since.
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
  // A complete list is also the source of the number of failed tasks.
  if (shown.loadedAt !== undefined && !shown.hasMore) return count(shown.items);
  return Math.max(count(shown.items), count(snapshot.slice({ kind: 'failures', jobId }).items));
}

/** Checks whether a failed task's work was done under another ID. */
export function isResolved({ failing }: ExplainedFailure, find: FindResubmission | undefined): boolean {
  return failing.kind === 'task' && find?.(failing.resource, failing.task)?.outcome === 'succeeded';
}

/** Lists jobs whose failed tasks must be loaded to determine which are resolved, but are not loaded yet. */
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
