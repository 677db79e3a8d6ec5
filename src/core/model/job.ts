import type { execution, readJob, readPreparationStatus, readTaskCounts } from './jobShape.ts';
import type { Infer } from './shape.ts';
import { isOneOf } from './words.ts';

/** Properties of Batch's Job resource. */
export interface Job extends Infer<typeof readJob> {}

export type JobState = NonNullable<Job['state']>;

/** Returns the pool of a job: the one created for it, or the one it names. */
export function findPoolOfJob({ executionInfo, poolInfo }: Job): string | undefined {
  return executionInfo?.poolId ?? poolInfo?.poolId;
}

/** Checks whether a job has ended or is ending: none of its tasks will start, regardless of their states. */
export function isOver({ state, executionInfo }: Pick<Job, 'state' | 'executionInfo'>): boolean {
  return executionInfo?.endTime !== undefined || isOneOf(state, ['terminating', 'completed', 'deleting']);
}

/** Checks whether a job is disabled or being disabled: none of its tasks starts until it is enabled. */
export function isDisabled({ state }: Pick<Job, 'state'>): boolean {
  return isOneOf(state, ['disabled', 'disabling']);
}

/** Number of a job's tasks by state. `running` includes preparing; `completed` is succeeded and failed together. */
export interface TaskCounts extends Infer<typeof readTaskCounts> {}

export interface PreparationOrReleaseTaskExecution extends Infer<typeof execution> {}

/** Checks whether a preparation or release task failed on a node. */
export function isExecutionFailed(run: PreparationOrReleaseTaskExecution | undefined): boolean {
  return run?.result === 'failure' || run?.failureInfo !== undefined || (run?.exitCode ?? 0) !== 0;
}

/** Checks whether tasks of a job run on nodes where its preparation task failed. */
export function toleratesPreparation(job: Pick<Job, 'jobPreparationTask'> | undefined): boolean {
  return job?.jobPreparationTask?.waitForSuccess === false;
}

/** Checks whether a preparation task failed on each node that ran it, so that none of them runs tasks of the job. */
export function isPreparedNowhere(
  job: Pick<Job, 'jobPreparationTask'> | undefined,
  runs: readonly (PreparationOrReleaseTaskExecution | undefined)[],
): boolean {
  return runs.length > 0 && !toleratesPreparation(job) && runs.every(isExecutionFailed);
}

/** Status of a job's preparation and release tasks on one node. */
export interface JobPreparationAndReleaseStatus extends Infer<typeof readPreparationStatus> {}

/** Checks whether a task is its job's manager and excludes Spot nodes (Batch documentation: "Job - Add"). */
export function isForDedicated({ id }: { readonly id: string }, job: Pick<Job, 'jobManagerTask'> | undefined): boolean {
  const { id: manager, allowLowPriorityNode = true } = job?.jobManagerTask ?? {};
  return !allowLowPriorityNode && manager?.toLowerCase() === id.toLowerCase();
}
