import { isExecutionFailed, type Job, type JobPreparationAndReleaseStatus } from '../../core/model/job.ts';
import type { AccountSnapshot } from '../../service/store/accountStore.ts';
import { countTasks } from './taskCount.ts';

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
