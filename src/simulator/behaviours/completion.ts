import { type RunResult, taskEnded } from '../executors/outcome.ts';
import type { NodeRecord, TaskRecord } from '../state/records.ts';
import type { WireObject } from '../state/wire.ts';
import type { World } from '../state/world.ts';
import { closedContainer } from './containers.ts';
import { rememberRecentTask } from './recentTasks.ts';
import { moveTask, releaseDependents } from './taskStates.ts';

/** The failure of a run as the wire tells it; undefined when it succeeded. */
export function toFailureInfo(result: RunResult): WireObject | undefined {
  if (result.failure !== undefined) {
    const { category, code, message, details } = result.failure;
    return { category, code, message, details: details ?? [] };
  }
  if (result.exitCode === undefined || result.exitCode === 0) return undefined;
  return {
    category: 'UserError',
    code: 'FailureExitCode',
    message: 'The task process exited with an unexpected exit code',
    details: [{ name: 'Message', value: `The task exited with an exit code representing a failure` }],
  };
}

/** The result of a task that was ended from outside before its program was started. */
export const endedByRequest: RunResult = { failure: taskEnded };

/** Completes a task with the result of its run, and lets go what follows from that for others and for the job. */
export function completeTask(world: World, task: TaskRecord, result: RunResult, node?: NodeRecord): void {
  const endTime = world.time();
  const failureInfo = toFailureInfo(result);
  const outcome = failureInfo === undefined ? 'success' : 'failure';
  const { containerInfo } = task.executionInfo;
  moveTask(world, task, 'completed', {
    ...task.executionInfo,
    startTime: task.executionInfo.startTime ?? endTime,
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

/** Notes a completed task on its node: counts and recent tasks. */
export function rememberTask(world: World, node: NodeRecord, task: TaskRecord): void {
  node.totalTasksRun += 1;
  node.totalTasksSucceeded += task.executionInfo.result === 'success' ? 1 : 0;
  rememberRecentTask(world, node, task);
}
