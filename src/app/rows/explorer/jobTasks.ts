import { isExecutionFailed, type JobPreparationAndReleaseStatus } from '../../../core/model/job.ts';
import type { AccountSnapshot } from '../../../service/store/accountStore.ts';

/** The tasks that a job runs on each of its nodes, in order of execution. */
export const jobTasks = ['preparation', 'release'] as const;
export type JobTask = (typeof jobTasks)[number];

/** Finds the run of a preparation or release task on a node; undefined if it has not started there. */
export function findRun(
  status: JobPreparationAndReleaseStatus,
  jobTask: JobTask,
): JobPreparationAndReleaseStatus['jobPreparationTaskExecutionInfo'] {
  return jobTask === 'preparation' ? status.jobPreparationTaskExecutionInfo : status.jobReleaseTaskExecutionInfo;
}

/** Checks whether a preparation or release task failed on a node. */
export function isAnyRunFailed(status: JobPreparationAndReleaseStatus): boolean {
  return jobTasks.some((jobTask) => isExecutionFailed(findRun(status, jobTask)));
}

/** Finds the loaded preparation and release status of a job on a node. */
export function findStatus(
  snapshot: AccountSnapshot,
  jobId: string,
  node: { readonly poolId: string; readonly nodeId: string },
): JobPreparationAndReleaseStatus | undefined {
  return snapshot
    .slice({ kind: 'preparation', jobId })
    .items.find(({ poolId, nodeId }) => poolId === node.poolId && nodeId === node.nodeId);
}
