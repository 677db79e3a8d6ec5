import { sayDisabled, sayEnding } from '../../core/impact/endingJobs.ts';
import { isDisabled, type Job } from '../../core/model/job.ts';
import { findNearEnd } from '../../core/model/jobLimit.ts';
import { joinParts, listAll } from '../../core/text/lists.ts';
import type { AccountSnapshot } from '../../service/store/accountStore.ts';
import { countTasks } from './taskCount.ts';

/** Returns the time at which a job's limit is about to end it while tasks wait in it; undefined for other jobs. */
export function findEndByLimit(job: Job, snapshot: AccountSnapshot, now: Date): number | undefined {
  return (countTasks(snapshot, job.id, 'active') ?? 0) > 0 ? findNearEnd(job, now)?.endMs : undefined;
}

/** Checks whether a job is disabled while tasks wait in it, so that they start only once someone enables it. */
export function isHeld(job: Job, snapshot: AccountSnapshot): boolean {
  return isDisabled(job) && (countTasks(snapshot, job.id, 'active') ?? 0) > 0;
}

/** Lists the IDs of the jobs that their limits are about to end while tasks wait. */
function listEnding(snapshot: AccountSnapshot, now: Date): readonly string[] {
  const { items } = snapshot.slice({ kind: 'jobs' });
  return items.filter((job) => findEndByLimit(job, snapshot, now) !== undefined).map(({ id }) => id);
}

/**
 * Describes the jobs that their limits are about to end, or that are disabled, while tasks wait in them: no other number
 * of an account includes them. Undefined without such jobs.
 */
export function describeJobsInNeed(snapshot: AccountSnapshot, now: Date): string | undefined {
  const ending = listEnding(snapshot, now);
  const disabled = snapshot.slice({ kind: 'jobs' }).items.filter((job) => isHeld(job, snapshot));
  return joinParts(
    ending.length > 0 && sayEnding(ending.length, listAll(ending)),
    disabled.length > 0 && sayDisabled(disabled.length, listAll(disabled.map(({ id }) => id))),
  );
}
