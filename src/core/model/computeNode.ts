import type { readLogUploadResult, readNode, readRemoteLoginSettings, recentTask } from './computeNodeShape.ts';
import type { Infer } from './shape.ts';
import { isOneOf } from './words.ts';

/** A task that ran recently on the node, as the node reports it. */
export interface RecentTask extends Infer<typeof recentTask> {}

/** Properties of Batch's Compute Node resource. */
export interface ComputeNode extends Infer<typeof readNode> {}

export type NodeState = NonNullable<ComputeNode['state']>;
export type SchedulingState = NonNullable<ComputeNode['schedulingState']>;

/**
 * Checks whether a node runs tasks although its start task failed, because it doesn't wait for the start task's success
 * (Batch documentation: "StartTask: waitForSuccess").
 */
export function toleratesStartTask({ state, startTaskInfo: run }: ComputeNode): boolean {
  const hasFailed = run?.result === 'failure' || run?.failureInfo !== undefined || (run?.exitCode ?? 0) !== 0;
  return hasFailed && isOneOf(state, ['idle', 'running']);
}

/** Time in milliseconds after which a node that is still starting counts as hanging: even large images take less. */
const hangsAfterMs = 60 * 60_000;

/** Checks whether a node is being put into a state in which it can run tasks. */
export function isStarting({ state }: { readonly state?: NodeState | undefined }): boolean {
  return isOneOf(state, ['creating', 'starting', 'waitingforstarttask', 'rebooting', 'reimaging']);
}

/** Checks whether a node has been starting for so long that its start task, or something else, is probably hanging. */
export function isHung(
  node: Pick<ComputeNode, 'state'> & { readonly stateTransitionTime?: string | undefined },
  now: Date | undefined,
): boolean {
  return isStarting(node) && (now?.getTime() ?? 0) - Date.parse(node.stateTransitionTime ?? '') > hangsAfterMs;
}

/** Checks whether a node's start task, for which its tasks don't wait, was still running at a time (ISO 8601). */
export function wasStartTaskRunning({ state, startTaskInfo: run }: ComputeNode, time: string | undefined): boolean {
  const at = Date.parse(time ?? '');
  const hasStarted = isOneOf(state, ['idle', 'running']) && Date.parse(run?.startTime ?? '') <= at;
  return hasStarted && !(Date.parse(run?.endTime ?? '') < at);
}

/** Returns when a node's problem began: when its start task failed, if it still runs tasks, or else its last change. */
export function findTroubleTime(node: ComputeNode): string | undefined {
  return toleratesStartTask(node) ? node.startTaskInfo?.endTime : node.stateTransitionTime;
}

/**
 * Checks whether an offline node is coming back: the service still reports `offline` for a moment after scheduling was
 * enabled.
 */
export function isComingOnline({ state, schedulingState }: Pick<ComputeNode, 'state' | 'schedulingState'>): boolean {
  return state === 'offline' && schedulingState === 'enabled';
}

/**
 * Checks whether a node may run tasks again without an action: Batch replaces preempted nodes when it can, a lost node
 * may come back, and Batch keeps trying to reach a node that is unusable without reporting errors.
 */
export function mayRecover({ state, errors = [] }: Pick<ComputeNode, 'state' | 'errors'>): boolean {
  return isOneOf(state, ['preempted', 'unknown']) || (state === 'unusable' && errors.length === 0);
}

/** Public address of a node for SSH or RDP. */
export interface RemoteLoginSettings extends Infer<typeof readRemoteLoginSettings> {}

/** The files of a node's agent that are being uploaded. */
export interface LogUploadResult extends Infer<typeof readLogUploadResult> {}

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
