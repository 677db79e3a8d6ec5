import type { NodeFiles } from '../executors/executor.ts';
import type { NodeRecord, TaskRecord } from '../state/records.ts';
import { parseDurationMs, timeMs } from '../state/time.ts';
import { findObject, findText } from '../state/wire.ts';
import type { World } from '../state/world.ts';
import { toTaskRoot } from './commandRuns.ts';

/**
 * Removes a task's files when their retention time is over. Checked when a client requests files, so that no task needs
 * a timer.
 */
export async function removeOverdue(world: World, task: TaskRecord, files: NodeFiles): Promise<void> {
  if (toRetentionEnd(task) <= world.clock.now() && !task.filesRemoved) {
    task.filesRemoved = true;
    world.touch(task);
    await files.remove(toTaskRoot(task));
  }
}

/** Returns when the retention time of a task's files ends; never before the task has ended. */
function toRetentionEnd(task: TaskRecord): number {
  const { endTime } = task.executionInfo;
  const retention = parseDurationMs(findText(findObject(task.spec, 'constraints'), 'retentionTime') ?? '');
  return endTime === undefined ? Infinity : timeMs(endTime) + (retention ?? Infinity);
}

/** Returns when the retention times of all recent tasks on a node have ended. */
export function findRetentionEnd(world: World, node: NodeRecord): number {
  let end = 0;
  for (const task of findTasks(world, node)) {
    if (task.state === 'completed' && !task.filesRemoved) end = Math.max(end, toRetentionEnd(task));
  }
  return end;
}

/** Removes the files of all recent tasks on a node whose retention time is over. */
export async function removeOverdueOn(world: World, node: NodeRecord, files: NodeFiles): Promise<void> {
  for (const task of findTasks(world, node)) await removeOverdue(world, task, files);
}

function* findTasks(world: World, node: NodeRecord): Iterable<TaskRecord> {
  for (const job of world.jobs.values()) {
    for (const task of job.tasks.values()) {
      if (task.nodeInfo?.['nodeId'] === node.id) yield task;
    }
  }
}
