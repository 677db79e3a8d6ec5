import type { Job } from '../../../core/model/job.ts';
import { findScheduleId } from '../../../core/model/jobSchedule.ts';
import type { AccountSnapshot } from '../../../service/store/accountStore.ts';
import { findById } from '../../lists/findById.ts';

/** The job of an id, if it is loaded: in the list of the account, or in that of the schedule that made it. */
export function findJob(snapshot: AccountSnapshot, jobId: string): Job | undefined {
  const job = findById(snapshot.slice({ kind: 'jobs' }).items, jobId);
  const scheduleId = findScheduleId(jobId);
  if (job !== undefined || scheduleId === undefined) return job;
  return findById(snapshot.slice({ kind: 'scheduleJobs', scheduleId }).items, jobId);
}
