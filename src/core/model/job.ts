import type {
  EnvironmentSetting,
  ErrorCategory,
  FailureInfo,
  NameValue,
  ResourceFile,
  RunResult,
  RunState,
  ServiceProblem,
  TaskConstraints,
  WorkResource,
} from './common.ts';
import { isOneOf, type Word } from './words.ts';

export const jobEnds = ['noaction', 'terminatejob'] as const;
/** Effect on a job when all of its tasks are complete: `onAllTasksComplete`. */
export type JobEnd = Word<(typeof jobEnds)[number]>;

export const failureActions = ['noaction', 'performexitoptionsjobaction'] as const;
/** Effect on a job when a task fails: `onTaskFailure`. */
type FailureAction = Word<(typeof failureActions)[number]>;

export interface JobPreparationTask {
  readonly id?: string;
  readonly commandLine?: string;
  readonly resourceFiles?: readonly ResourceFile[];
  readonly environmentSettings?: readonly EnvironmentSetting[];
  readonly constraints?: TaskConstraints;
  readonly waitForSuccess?: boolean;
  /** True when absent. */
  readonly rerunOnNodeRebootAfterSuccess?: boolean;
}

export interface JobExecutionInfo {
  readonly startTime?: string;
  readonly endTime?: string;
  readonly poolId?: string;
  readonly schedulingError?: ServiceProblem & {
    readonly category?: ErrorCategory;
    readonly details?: readonly NameValue[];
  };
  readonly terminateReason?: string;
}

export const jobStates = [
  'active',
  'disabling',
  'disabled',
  'enabling',
  'terminating',
  'completed',
  'deleting',
] as const;
export type JobState = Word<(typeof jobStates)[number]>;

/** Properties of Batch's Job resource. */
export interface Job extends WorkResource<JobState> {
  readonly priority?: number;
  readonly maxParallelTasks?: number;
  readonly usesTaskDependencies?: boolean;
  readonly constraints?: { readonly maxWallClockTime?: string; readonly maxTaskRetryCount?: number };
  readonly jobManagerTask?: {
    readonly id?: string;
    readonly commandLine?: string;
    /** True if the job ends with its job manager task; true when absent. */
    readonly killJobOnCompletion?: boolean;
  };
  readonly jobPreparationTask?: JobPreparationTask;
  readonly jobReleaseTask?: { readonly id?: string; readonly commandLine?: string };
  readonly commonEnvironmentSettings?: readonly EnvironmentSetting[];
  readonly poolInfo?: { readonly poolId?: string; readonly autoPoolSpecification?: unknown };
  readonly onAllTasksComplete?: JobEnd;
  readonly onTaskFailure?: FailureAction;
  readonly executionInfo?: JobExecutionInfo;
  readonly metadata?: readonly NameValue[];
}

/** Returns the pool of a job: the one created for it, or the one it names. */
export function findPoolOfJob({ executionInfo, poolInfo }: Job): string | undefined {
  return executionInfo?.poolId ?? poolInfo?.poolId;
}

/** Checks whether a job has ended or is ending: none of its tasks will start, regardless of their states. */
export function isOver({ state, executionInfo }: Pick<Job, 'state' | 'executionInfo'>): boolean {
  return executionInfo?.endTime !== undefined || isOneOf(state, ['terminating', 'completed', 'deleting']);
}

/** Number of a job's tasks by state. `running` includes preparing; `completed` is succeeded and failed together. */
export interface TaskCounts {
  readonly active: number;
  readonly running: number;
  readonly completed: number;
  readonly succeeded: number;
  readonly failed: number;
}

export interface PreparationOrReleaseTaskExecution {
  readonly state?: RunState;
  readonly startTime?: string;
  readonly endTime?: string;
  readonly taskRootDirectory?: string;
  readonly taskRootDirectoryUrl?: string;
  readonly exitCode?: number;
  readonly failureInfo?: FailureInfo;
  readonly retryCount?: number;
  readonly result?: RunResult;
}

/** Checks whether a preparation or release task failed on a node. */
export function isExecutionFailed(run: PreparationOrReleaseTaskExecution | undefined): boolean {
  return run?.result === 'failure' || run?.failureInfo !== undefined || (run?.exitCode ?? 0) !== 0;
}

/** Checks whether tasks of a job run on nodes where its preparation task failed. */
export function toleratesPreparation(job: Pick<Job, 'jobPreparationTask'> | undefined): boolean {
  return job?.jobPreparationTask?.waitForSuccess === false;
}

/** Status of a job's preparation and release tasks on one node. */
export interface JobPreparationAndReleaseStatus {
  readonly poolId?: string;
  readonly nodeId?: string;
  readonly nodeUrl?: string;
  readonly jobPreparationTaskExecutionInfo?: PreparationOrReleaseTaskExecution;
  readonly jobReleaseTaskExecutionInfo?: PreparationOrReleaseTaskExecution;
}
