import type {
  ContainerSettings,
  EnvironmentSetting,
  FailureInfo,
  OutputFile,
  ResourceFile,
  TaskConstraints,
  UserIdentity,
  WorkResource,
} from './common.ts';

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
  readonly result?: string;
}

export interface TaskNodeInfo {
  readonly affinityId?: string;
  readonly nodeUrl?: string;
  readonly poolId?: string;
  readonly nodeId?: string;
  readonly taskRootDirectory?: string;
  readonly taskRootDirectoryUrl?: string;
}

export interface ExitOptions {
  readonly jobAction?: string;
  readonly dependencyAction?: string;
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

/** Facts of Batch: Task resource. */
export interface Task extends WorkResource<string> {
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

/** Compares values of the service's enums, whose casing differs between the wire and the documentation. */
function equalsIgnoringCase(value: string | undefined, expected: string): boolean {
  return value?.toLowerCase() === expected;
}

/** A completed task that did not succeed (Batch documentation: "Task: a failed task is completed too"). */
export function isFailed(task: Pick<Task, 'state' | 'executionInfo'>): boolean {
  if (!equalsIgnoringCase(task.state, 'completed')) return false;
  const info = task.executionInfo;
  if (info?.result !== undefined) return equalsIgnoringCase(info.result, 'failure');
  return info?.failureInfo !== undefined || (info?.exitCode ?? 0) !== 0;
}

/** Whether a task ran, so that it may have written something: its node is known, and how its program ended. */
export function hasRun({ executionInfo, nodeInfo }: Pick<Task, 'executionInfo' | 'nodeInfo'>): boolean {
  return executionInfo?.exitCode !== undefined && nodeInfo?.nodeId !== undefined;
}

/** Whether a task is known to be in one of `groups`. */
export function isInGroup(task: Pick<Task, 'state' | 'executionInfo'>, ...groups: readonly TaskGroup[]): boolean {
  const group = toTaskGroup(task);
  return group !== undefined && groups.includes(group);
}

/** The group in which a task is shown; undefined where its state is not known, of which nothing may be assumed. */
export function toTaskGroup(task: Pick<Task, 'state' | 'executionInfo'>): TaskGroup | undefined {
  if (isFailed(task)) return 'failed';
  switch (task.state?.toLowerCase()) {
    case 'completed':
      return 'succeeded';
    case 'running':
      return 'running';
    case 'preparing':
      return 'preparing';
    case 'active':
      return 'active';
    default:
      return undefined;
  }
}
