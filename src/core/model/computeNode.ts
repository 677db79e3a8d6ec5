import type { FailureInfo, RunResult, RunState, ServiceProblem } from './common.ts';
import type { ImageReference, StartTask } from './pool.ts';
import type { TaskState } from './task.ts';
import { isOneOf, type Word } from './words.ts';

/** States of both API versions; the last three came with 2024-02-01 and 2024-07-01. */
export const nodeStates = [
  'idle',
  'running',
  'unusable',
  'starttaskfailed',
  'unknown',
  'preempted',
  'offline',
  'creating',
  'starting',
  'waitingforstarttask',
  'rebooting',
  'reimaging',
  'leavingpool',
  'upgradingos',
  'deallocating',
  'deallocated',
] as const;
export type NodeState = Word<(typeof nodeStates)[number]>;

export const schedulingStates = ['enabled', 'disabled'] as const;
export type SchedulingState = Word<(typeof schedulingStates)[number]>;

export interface StartTaskInfo {
  readonly state?: RunState;
  readonly startTime?: string;
  readonly endTime?: string;
  readonly exitCode?: number;
  readonly failureInfo?: FailureInfo;
  readonly retryCount?: number;
  readonly lastRetryTime?: string;
  readonly result?: RunResult;
}

/** A task that ran on the node lately, as the node reports it. */
export interface RecentTask {
  readonly taskUrl?: string;
  readonly jobId?: string;
  readonly taskId?: string;
  readonly subtaskId?: number;
  readonly taskState?: TaskState;
  readonly executionInfo?: TaskRun;
}

export interface TaskRun {
  readonly startTime?: string;
  readonly endTime?: string;
  readonly exitCode?: number;
  readonly failureInfo?: FailureInfo;
  readonly retryCount?: number;
  readonly requeueCount?: number;
  readonly result?: RunResult;
}

export interface InboundEndpoint {
  readonly name: string;
  readonly protocol: string;
  readonly publicIPAddress?: string;
  readonly publicFQDN?: string;
  readonly frontendPort: number;
  readonly backendPort?: number;
}

/** Facts of Batch: Compute Node resource. */
export interface ComputeNode {
  readonly id: string;
  readonly url?: string;
  readonly state?: NodeState;
  readonly schedulingState?: SchedulingState;
  readonly stateTransitionTime?: string;
  readonly lastBootTime?: string;
  readonly allocationTime?: string;
  readonly ipAddress?: string;
  readonly ipv6Address?: string;
  readonly affinityId?: string;
  readonly vmSize?: string;
  readonly totalTasksRun?: number;
  readonly runningTasksCount?: number;
  readonly runningTaskSlotsCount?: number;
  readonly totalTasksSucceeded?: number;
  readonly recentTasks?: readonly RecentTask[];
  /** As the node ran it: that of its pool may have changed since. */
  readonly startTask?: StartTask;
  readonly startTaskInfo?: StartTaskInfo;
  readonly errors?: readonly ServiceProblem[];
  readonly isDedicated?: boolean;
  readonly endpointConfiguration?: { readonly inboundEndpoints: readonly InboundEndpoint[] };
  readonly nodeAgentInfo?: { readonly version?: string; readonly lastUpdateTime?: string };
  readonly virtualMachineInfo?: { readonly imageReference?: ImageReference };
}

/**
 * Whether a node runs tasks although its start task failed, as it does where it doesn't wait for its success (Batch
 * documentation: "StartTask: waitForSuccess").
 */
export function toleratesStartTask({ state, startTaskInfo: run }: ComputeNode): boolean {
  const hasFailed = run?.result === 'failure' || run?.failureInfo !== undefined || (run?.exitCode ?? 0) !== 0;
  return hasFailed && isOneOf(state, ['idle', 'running']);
}

/**
 * Whether a node that was offline is on its way back: for a moment after its scheduling was enabled, the service still
 * gives `offline` as its state.
 */
export function isComingOnline({ state, schedulingState }: Pick<ComputeNode, 'state' | 'schedulingState'>): boolean {
  return state === 'offline' && schedulingState === 'enabled';
}

/** Where SSH or RDP of a node is reachable from outside. */
export interface RemoteLoginSettings {
  readonly remoteLoginIPAddress: string;
  readonly remoteLoginPort: number;
}

/** A user to create on a node. Exactly one of `password` and `sshPublicKey` on Linux; `password` on Windows. */
export interface NodeUser {
  readonly name: string;
  readonly isAdmin?: boolean;
  /** ISO 8601; the service's default is one day from now. */
  readonly expiryTime?: string;
  readonly password?: string;
  readonly sshPublicKey?: string;
}

/** What happens to running tasks when a node is rebooted or reimaged. */
export type NodeRestartOption = 'requeue' | 'terminate' | 'taskcompletion';

/** What happens to running tasks when a node is taken offline. */
export type DisableSchedulingOption = 'requeue' | 'terminate' | 'taskcompletion';
