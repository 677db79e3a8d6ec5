import type { Infer } from './shape.ts';
import type { readTask } from './taskShape.ts';
import type { Word } from './words.ts';

/** Properties of Batch's Task resource. */
export interface Task extends Infer<typeof readTask> {}

export type TaskState = NonNullable<Task['state']>;
export interface TaskExecutionInfo extends NonNullable<Task['executionInfo']> {}
export interface TaskNodeInfo extends NonNullable<Task['nodeInfo']> {}
export interface ExitConditions extends NonNullable<Task['exitConditions']> {}
export interface ExitOptions extends NonNullable<ExitConditions['default']> {}

/** Groups of a job's tasks in the explorer, in display order. */
export const taskGroups = ['failed', 'running', 'preparing', 'active', 'succeeded'] as const;
export type TaskGroup = (typeof taskGroups)[number];

/**
 * Checks whether a task is completed but did not succeed (Batch documentation: "Task: a failed task is completed too").
 */
export function isFailed(task: Pick<Task, 'state' | 'executionInfo'>): boolean {
  if (task.state !== 'completed') return false;
  const info = task.executionInfo;
  // If the result is missing or only a newer service knows it, the failure info and the exit code decide.
  if (info?.result === 'success') return false;
  return info?.result === 'failure' || info?.failureInfo !== undefined || (info?.exitCode ?? 0) !== 0;
}

/**
 * Returns the exit code with which a task or subtask failed; undefined for 0 together with another error, such as a
 * failed upload.
 */
export function findFailedExit(info: Pick<TaskExecutionInfo, 'exitCode' | 'failureInfo'> = {}): number | undefined {
  return info.exitCode === 0 && info.failureInfo !== undefined ? undefined : info.exitCode;
}

/** Returns the command line without its numbers, which tasks that do the same work usually share. */
export function maskCommand({ commandLine }: Pick<Task, 'commandLine'>): string | undefined {
  return commandLine?.replace(/\d+/g, '#');
}

/** Checks whether a task ran and may have written files, in which case its node and exit code are known. */
export function hasRun({ executionInfo, nodeInfo }: Pick<Task, 'executionInfo' | 'nodeInfo'>): boolean {
  return executionInfo?.exitCode !== undefined && nodeInfo?.nodeId !== undefined;
}

/**
 * Checks whether Batch itself ended a run and requeued the task, for example because Azure preempted its node.
 * `requeueCount` doesn't include this (Batch documentation: "TaskExecutionInformation"); the previous state shows it.
 */
export function wasPutBack({ executionInfo: info, previousState }: Task): boolean {
  return (
    previousState === 'running' &&
    (info?.requeueCount ?? 0) === 0 &&
    (info?.retryCount ?? 0) === 0 &&
    info?.endTime === undefined
  );
}

/** Time in milliseconds within which a task enters its first state after being added. */
const maxAddingMs = 1000;

/**
 * Returns the time when a task was put back into the queue because it lost its node, which Batch doesn't count (ISO
 * 8601). Undefined if the task was not put back, or if a counted requeue or retry put it there.
 */
export function findReturn(task: Task): string | undefined {
  const {
    state,
    previousState,
    previousStateTransitionTime: since = '',
    creationTime = '',
    executionInfo: info,
  } = task;
  if (state !== 'running' || previousState !== 'active' || info?.requeueCount || info?.retryCount) return undefined;
  return Date.parse(since) - Date.parse(creationTime) > maxAddingMs ? since : undefined;
}

/** Checks whether Batch ran a task again because its program failed. A requeue is no failure: a user asked for it. */
export function wasRetried({ executionInfo }: Pick<Task, 'executionInfo'>): boolean {
  return (executionInfo?.retryCount ?? 0) > 0;
}

/** Checks whether a task is known to be in one of `groups`. */
export function isInGroup(task: Pick<Task, 'state' | 'executionInfo'>, ...groups: readonly TaskGroup[]): boolean {
  const group = toTaskGroup(task);
  return group !== undefined && groups.includes(group);
}

/** Checks whether a task has ended and Batch counts it as succeeded, whatever its logs contain. */
export function isSucceeded(task: Pick<Task, 'state' | 'executionInfo'>): boolean {
  return isInGroup(task, 'succeeded');
}

/** Returns the group of a task; undefined if its state is unknown, because nothing can be assumed about it. */
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

/** Returns the state of a task as shown: its group, or the unknown state of a newer service. */
export function toShownState(task: Pick<Task, 'state' | 'executionInfo'>): Word<TaskGroup> | undefined {
  return task.state === 'completed' ? toTaskGroup(task) : task.state;
}

/** Returns a key for a task's failure, which is equal for failures that look the same to the service. */
export function toSignature(task: Task): string {
  const info = task.executionInfo;
  return `${info?.failureInfo?.code?.toLowerCase() ?? ''}/${info?.exitCode ?? ''}`;
}
