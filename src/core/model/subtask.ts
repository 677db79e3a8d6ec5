import type { FailureInfo, RunResult } from './common.ts';
import type { TaskNodeInfo, TaskState } from './task.ts';

/** One of the other instances of a multi-instance task; the task itself is the primary one (REST: Subtask Information). */
export interface Subtask {
  readonly id: number;
  readonly nodeInfo?: TaskNodeInfo;
  readonly state?: TaskState;
  readonly stateTransitionTime?: string;
  readonly startTime?: string;
  readonly endTime?: string;
  readonly exitCode?: number;
  readonly failureInfo?: FailureInfo;
  readonly result?: RunResult;
}

/** Checks whether a subtask failed. */
export function isSubtaskFailed({ result, failureInfo, exitCode }: Subtask): boolean {
  return result === 'failure' || failureInfo !== undefined || (exitCode ?? 0) !== 0;
}
