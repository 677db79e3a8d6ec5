import { sayEnding } from '../../core/impact/endingJobs.ts';
import type { Job } from '../../core/model/job.ts';
import { findNearEnd } from '../../core/model/jobLimit.ts';
import { listAll } from '../../core/text/lists.ts';
import type { AccountSnapshot } from '../../service/store/accountStore.ts';
import { countTasks } from './taskCount.ts';

/** Returns the time at which a job's limit is about to end it while tasks wait in it; undefined for other jobs. */
export function findEndByLimit(job: Job, snapshot: AccountSnapshot, now: Date): number | undefined {
  return (countTasks(snapshot, job.id, 'active') ?? 0) > 0 ? findNearEnd(job, now)?.endMs : undefined;
}

/** Lists the IDs of the jobs that their limits are about to end while tasks wait. */
function listEnding(snapshot: AccountSnapshot, now: Date): readonly string[] {
  const { items } = snapshot.slice({ kind: 'jobs' });
  return items.filter((job) => findEndByLimit(job, snapshot, now) !== undefined).map(({ id }) => id);
}

/** Describes, as a sentence, the jobs that their limits are about to end while tasks wait; undefined without such jobs. */
export function describeEnding(snapshot: AccountSnapshot, now: Date): string | undefined {
  const ending = listEnding(snapshot, now);
  return ending.length === 0 ? undefined : sayEnding(ending.length, listAll(ending));
}
