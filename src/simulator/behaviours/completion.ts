import { failureExitCode, type RunResult, taskEnded } from '../executors/outcome.ts';
import type { NodeRecord, TaskRecord } from '../state/records.ts';
import type { WireObject } from '../state/wire.ts';
import type { World } from '../state/world.ts';
import { closedContainer } from './containers.ts';
import { rememberRecentTask } from './recentTasks.ts';
import { moveTask, releaseDependents } from './taskStates.ts';

/** Returns the failure of a run as on the wire; undefined if it succeeded. */
export function toFailureInfo(result: RunResult): WireObject | undefined {
  const { exitCode = 0, failure = exitCode === 0 ? undefined : failureExitCode } = result;
  if (failure === undefined) return undefined;
  const { category, code, message, details } = failure;
  return { category, code, message, details: details ?? [] };
}

/**
 * Returns the failure of a start task: the message about its exit code is different, and there are no details
 * (recorded). The failures of job preparation and release tasks are assumed to be the same.
 */
export function toAuxiliaryFailureInfo(result: RunResult): WireObject | undefined {
  const info = toFailureInfo(result);
  return info?.['code'] === failureExitCode.code
    ? { ...info, message: 'The task process exited with an unexpected exit code', details: [] }
    : info;
}

/** Result of a task that was ended before its program was started. */
export const endedByRequest: RunResult = { failure: taskEnded };

/** Completes a task with the result of its run, and triggers the consequences for dependent tasks and for the job. */
export function completeTask(world: World, task: TaskRecord, result: RunResult, node?: NodeRecord): void {
  const endTime = world.time();
  const failureInfo = toFailureInfo(result);
  const outcome = failureInfo === undefined ? 'success' : 'failure';
  const { containerInfo } = task.executionInfo;
  moveTask(world, task, 'completed', {
    ...task.executionInfo,
    endTime,
    ...(result.exitCode === undefined ? {} : { exitCode: result.exitCode }),
    ...(containerInfo === undefined ? {} : { containerInfo: closedContainer(containerInfo) }),
    ...(failureInfo === undefined ? {} : { failureInfo }),
    result: outcome,
  });
  world.onTaskCompleted({
    jobId: task.job.id,
    taskId: task.id,
    result: outcome,
    ...(result.exitCode === undefined ? {} : { exitCode: result.exitCode }),
    atMs: world.clock.now(),
  });
  if (node !== undefined) rememberTask(world, node, task);
  releaseDependents(task);
  world.reactions.taskCompleted(task);
}

/** Records a completed task on its node: counts and recent tasks. */
export function rememberTask(world: World, node: NodeRecord, task: TaskRecord): void {
  world.touch(node);
  node.totalTasksRun += 1;
  node.totalTasksSucceeded += task.executionInfo.result === 'success' ? 1 : 0;
  rememberRecentTask(world, node, task);
}
