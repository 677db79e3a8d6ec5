import type {
  ContainerSettings,
  EnvironmentSetting,
  FailureInfo,
  OutputFile,
  ResourceFile,
  RunResult,
  TaskConstraints,
  UserIdentity,
  WorkResource,
} from './common.ts';
import type { Word } from './words.ts';

export interface TaskExecutionInfo {
  readonly startTime?: string;
  readonly endTime?: string;
  /** Absent when the process never started (Batch documentation: "Task: executionInfo"). */
  readonly exitCode?: number;
  readonly containerInfo?: { readonly containerId?: string; readonly state?: string; readonly error?: string };
  readonly failureInfo?: FailureInfo;
  readonly retryCount?: number;
  readonly lastRetryTime?: string;
  readonly requeueCount?: number;
  readonly lastRequeueTime?: string;
  readonly result?: RunResult;
}

export interface TaskNodeInfo {
  readonly affinityId?: string;
  readonly nodeUrl?: string;
  readonly poolId?: string;
  readonly nodeId?: string;
  readonly taskRootDirectory?: string;
  readonly taskRootDirectoryUrl?: string;
}

/** What the end of a task does to its job, the worst last. */
export const jobActions = ['none', 'disable', 'terminate'] as const;
export type JobAction = (typeof jobActions)[number];

export const dependencyActions = ['satisfy', 'block'] as const;

export interface ExitOptions {
  readonly jobAction?: Word<JobAction>;
  readonly dependencyAction?: Word<(typeof dependencyActions)[number]>;
}

export interface ExitConditions {
  readonly exitCodes?: readonly { readonly code: number; readonly exitOptions: ExitOptions }[];
  readonly exitCodeRanges?: readonly {
    readonly start: number;
    readonly end: number;
    readonly exitOptions: ExitOptions;
  }[];
  readonly preProcessingError?: ExitOptions;
  readonly fileUploadError?: ExitOptions;
  readonly default?: ExitOptions;
}

export const taskStates = ['active', 'preparing', 'running', 'completed'] as const;
export type TaskState = Word<(typeof taskStates)[number]>;

/** Facts of Batch: Task resource. */
export interface Task extends WorkResource<TaskState> {
  readonly commandLine?: string;
  readonly containerSettings?: ContainerSettings;
  readonly resourceFiles?: readonly ResourceFile[];
  readonly outputFiles?: readonly OutputFile[];
  readonly environmentSettings?: readonly EnvironmentSetting[];
  readonly affinityInfo?: { readonly affinityId: string };
  readonly constraints?: TaskConstraints;
  readonly requiredSlots?: number;
  readonly userIdentity?: UserIdentity;
  readonly executionInfo?: TaskExecutionInfo;
  readonly nodeInfo?: TaskNodeInfo;
  readonly multiInstanceSettings?: { readonly numberOfInstances?: number; readonly coordinationCommandLine?: string };
  readonly dependsOn?: {
    readonly taskIds?: readonly string[];
    readonly taskIdRanges?: readonly { readonly start: number; readonly end: number }[];
  };
  readonly exitConditions?: ExitConditions;
  readonly applicationPackageReferences?: readonly { readonly applicationId: string; readonly version?: string }[];
}

/** The groups in which the explorer shows the tasks of a job, in order of display. */
export const taskGroups = ['failed', 'running', 'preparing', 'active', 'succeeded'] as const;
export type TaskGroup = (typeof taskGroups)[number];

/** A completed task that did not succeed (Batch documentation: "Task: a failed task is completed too"). */
export function isFailed(task: Pick<Task, 'state' | 'executionInfo'>): boolean {
  if (task.state !== 'completed') return false;
  const info = task.executionInfo;
  // Without a result, or with one of a newer service, it shows by its failure and its exit code.
  if (info?.result === 'success') return false;
  return info?.result === 'failure' || info?.failureInfo !== undefined || (info?.exitCode ?? 0) !== 0;
}

/** Whether a task ran, so that it may have written something: its node is known, and how its program ended. */
export function hasRun({ executionInfo, nodeInfo }: Pick<Task, 'executionInfo' | 'nodeInfo'>): boolean {
  return executionInfo?.exitCode !== undefined && nodeInfo?.nodeId !== undefined;
}

/**
 * Whether Batch itself ended a run of the task and put it back into the queue, as when Azure takes its node back.
 * `requeueCount` leaves that out (Batch documentation: "TaskExecutionInformation"); the state before the last shows it.
 */
export function wasPutBack({ executionInfo: info, previousState }: Task): boolean {
  return (
    previousState === 'running' &&
    (info?.requeueCount ?? 0) === 0 &&
    (info?.retryCount ?? 0) === 0 &&
    info?.endTime === undefined
  );
}

/** Whether a task is known to be in one of `groups`. */
export function isInGroup(task: Pick<Task, 'state' | 'executionInfo'>, ...groups: readonly TaskGroup[]): boolean {
  const group = toTaskGroup(task);
  return group !== undefined && groups.includes(group);
}

/** The group in which a task is shown; undefined where its state is not known, of which nothing may be assumed. */
export function toTaskGroup(task: Pick<Task, 'state' | 'executionInfo'>): TaskGroup | undefined {
  switch (task.state) {
    case 'completed':
      return isFailed(task) ? 'failed' : 'succeeded';
    case 'running':
    case 'preparing':
    case 'active':
      return task.state;
    default:
      return undefined;
  }
}

/** The state of a task as it is shown: its group, or the word of a newer service. */
export function toShownState(task: Pick<Task, 'state' | 'executionInfo'>): Word<TaskGroup> | undefined {
  return task.state === 'completed' ? toTaskGroup(task) : task.state;
}
