import { isExecutionFailed, type Job, type JobPreparationAndReleaseStatus } from '../../core/model/job.ts';
import type { TaskGroup } from '../../core/model/task.ts';
import { addCounts, type Count } from '../../core/query/count.ts';
import type { AccountSnapshot, Scope } from '../../service/store/accountStore.ts';
import { findCountedJobs } from './countedJobs.ts';
import { countResolved } from './resolved.ts';

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

/**
 * Tasks of the account known to have failed, but for those that are resolved: not all while there are jobs that were not
 * counted.
 */
export function countFailedTasks(snapshot: AccountSnapshot): Count {
  const { items } = snapshot.slice({ kind: 'jobs' });
  const { hasMore } = findCountedJobs(snapshot);
  return addCounts([{ count: 0, isComplete: !hasMore }, ...items.map(({ id }) => countFailedOfJob(snapshot, id))]);
}

/** Tasks of a job known to have failed that are not resolved; none, and that is not all, before they were counted. */
export function countFailedOfJob(snapshot: AccountSnapshot, jobId: string): Count {
  const count = countTasks(snapshot, jobId, 'failed');
  const left = Math.max(0, (count ?? 0) - countResolved(snapshot, jobId));
  return { count: left, isComplete: count !== undefined };
}

/** On how many of the nodes that ran it the preparation task of a job failed, as far as that is loaded. */
export function countPreparations(snapshot: AccountSnapshot, jobId: string): { failed: number; all: number } {
  const ran = snapshot
    .slice({ kind: 'preparation', jobId })
    .items.flatMap((status: JobPreparationAndReleaseStatus) => status.jobPreparationTaskExecutionInfo ?? []);
  return { failed: ran.filter(isExecutionFailed).length, all: ran.length };
}

/**
 * Whether it is worth asking how the preparation of a job goes: a node on which it fails runs no task of the job, and
 * the tasks go on waiting without any sign of it (Batch documentation: "Job preparation task: waitForSuccess").
 */
export function mayBeStuck(job: Job, snapshot: AccountSnapshot): boolean {
  return job.jobPreparationTask !== undefined && (countTasks(snapshot, job.id, 'active') ?? 0) > 0;
}
