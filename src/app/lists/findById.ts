import { planAddTasks } from '../../core/changes/taskPlans.ts';
import type { Job } from '../../core/model/job.ts';
import { findScheduleId } from '../../core/model/jobSchedule.ts';
import type { AccountSnapshot } from '../../service/store/accountStore.ts';

interface HasId {
  readonly id: string;
}

/** Items by ID, cached by list, because lists are immutable and every row needs its item. */
const indexes = new WeakMap<readonly HasId[], ReadonlyMap<string, HasId>>();

/** Finds an item by its ID in a list of a snapshot; indexes each list only once. */
export function findById<T extends HasId>(items: readonly T[], id: string): T | undefined {
  let index = indexes.get(items);
  if (index === undefined) {
    index = new Map(items.map((item) => [item.id, item]));
    indexes.set(items, index);
  }
  // The index of a list contains only items of that list.
  return index.get(id) as T | undefined;
}

/** Finds a loaded job by its ID in the list of the account, or in the list of the schedule that created it. */
export function findJob(snapshot: AccountSnapshot, jobId: string): Job | undefined {
  const job = findById(snapshot.slice({ kind: 'jobs' }).items, jobId);
  const scheduleId = findScheduleId(jobId);
  if (job !== undefined || scheduleId === undefined) return job;
  return findById(snapshot.slice({ kind: 'scheduleJobs', scheduleId }).items, jobId);
}

/**
 * Checks whether a job is known to have ended, so that none of its tasks runs again. A job that is not loaded counts as
 * unfinished.
 */
export function hasJobEnded(snapshot: AccountSnapshot | undefined, jobId: string): boolean {
  const job = snapshot && findJob(snapshot, jobId);
  return job !== undefined && !planAddTasks(job).possible;
}
