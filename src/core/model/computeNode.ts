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

/** A task that ran recently on the node, as the node reports it. */
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

/** Properties of Batch's Compute Node resource. */
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
  /** Start task as the node ran it; the pool's may have changed since. */
  readonly startTask?: StartTask;
  readonly startTaskInfo?: StartTaskInfo;
  readonly errors?: readonly ServiceProblem[];
  readonly isDedicated?: boolean;
  readonly endpointConfiguration?: { readonly inboundEndpoints: readonly InboundEndpoint[] };
  readonly nodeAgentInfo?: { readonly version?: string; readonly lastUpdateTime?: string };
  readonly virtualMachineInfo?: { readonly imageReference?: ImageReference };
}

/**
 * Checks whether a node runs tasks although its start task failed, because it doesn't wait for the start task's success
 * (Batch documentation: "StartTask: waitForSuccess").
 */
export function toleratesStartTask({ state, startTaskInfo: run }: ComputeNode): boolean {
  const hasFailed = run?.result === 'failure' || run?.failureInfo !== undefined || (run?.exitCode ?? 0) !== 0;
  return hasFailed && isOneOf(state, ['idle', 'running']);
}

/**
 * Checks whether an offline node is coming back: the service still reports `offline` for a moment after scheduling was
 * enabled.
 */
export function isComingOnline({ state, schedulingState }: Pick<ComputeNode, 'state' | 'schedulingState'>): boolean {
  return state === 'offline' && schedulingState === 'enabled';
}

/** Public address of a node for SSH or RDP. */
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

/** Effect of a reboot or reimage on the node's running tasks. */
export type NodeRestartOption = 'requeue' | 'terminate' | 'taskcompletion';

/** Effect of taking a node offline on its running tasks. */
export type DisableSchedulingOption = 'requeue' | 'terminate' | 'taskcompletion';
