import { isOfExitCode } from './exitConditions.ts';
import type { Infer } from './shape.ts';
import type { TaskNodeInfo } from './task.ts';
import type { readSubtask } from './taskShape.ts';

/** An instance of a multi-instance task other than the primary, the task itself (Batch: "Subtask Information"). */
export interface Subtask extends Infer<typeof readSubtask> {}

/** A subtask whose files are on a known node. */
export interface PlacedSubtask extends Subtask {
  readonly nodeInfo: TaskNodeInfo & Required<Pick<TaskNodeInfo, 'poolId' | 'nodeId' | 'taskRootDirectory'>>;
}

/** Checks whether a subtask failed. */
export function isSubtaskFailed({ result, failureInfo, exitCode }: Subtask): boolean {
  return result === 'failure' || failureInfo !== undefined || (exitCode ?? 0) !== 0;
}

/**
 * Finds the subtask whose program failed first. Subtasks only run the coordination command; the task's own command runs
 * after it has succeeded everywhere (Batch documentation: "Use multi-instance tasks").
 */
export function findFailedFirst(subtasks: readonly Subtask[]): PlacedSubtask | undefined {
  const failed = subtasks.filter((subtask): subtask is PlacedSubtask => hasFailedItself(subtask) && isPlaced(subtask));
  return failed.sort((one, other) => toEndTime(one) - toEndTime(other) || one.id - other.id)[0];
}

/** Checks whether a subtask itself failed, because Batch ends the subtasks of a primary that has ended. */
function hasFailedItself({ exitCode, failureInfo }: Subtask): boolean {
  return (exitCode ?? 0) !== 0 && (failureInfo?.code === undefined || isOfExitCode(failureInfo.code));
}

function isPlaced({ nodeInfo }: Subtask): boolean {
  return [nodeInfo?.poolId, nodeInfo?.nodeId, nodeInfo?.taskRootDirectory].every((part) => part !== undefined);
}

function toEndTime({ endTime = '' }: Subtask): number {
  return Date.parse(endTime) || Number.MAX_VALUE;
}
