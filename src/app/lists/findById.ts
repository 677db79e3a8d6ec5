import type { Job } from '../../core/model/job.ts';
import { findScheduleId } from '../../core/model/jobSchedule.ts';
import { planAddTasks } from '../../core/remedy/taskPlans.ts';
import type { AccountSnapshot } from '../../service/store/accountStore.ts';

interface HasId {
  readonly id: string;
}

/** Items by id, by list: a list never changes, and every row of it asks. */
const indexes = new WeakMap<readonly HasId[], ReadonlyMap<string, HasId>>();

/** The item of that id in a list of a snapshot. Costs the list once and nothing after that. */
export function findById<T extends HasId>(items: readonly T[], id: string): T | undefined {
  let index = indexes.get(items);
  if (index === undefined) {
    index = new Map(items.map((item) => [item.id, item]));
    indexes.set(items, index);
  }
  // The index of a list holds items of that list only.
  return index.get(id) as T | undefined;
}

/** The job of an id, if it is loaded: in the list of the account, or in that of the schedule that made it. */
export function findJob(snapshot: AccountSnapshot, jobId: string): Job | undefined {
  const job = findById(snapshot.slice({ kind: 'jobs' }).items, jobId);
  const scheduleId = findScheduleId(jobId);
  if (job !== undefined || scheduleId === undefined) return job;
  return findById(snapshot.slice({ kind: 'scheduleJobs', scheduleId }).items, jobId);
}

/** Whether a job is known to have ended, so that none of its tasks runs again. What is not loaded counts as going on. */
export function hasJobEnded(snapshot: AccountSnapshot | undefined, jobId: string): boolean {
  const job = snapshot && findJob(snapshot, jobId);
  return job !== undefined && !planAddTasks(job).possible;
}
