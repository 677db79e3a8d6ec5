import type { NodeFiles } from '../executors/executor.ts';
import type { NodeRecord, TaskRecord } from '../state/records.ts';
import { parseDurationMs, timeMs } from '../state/time.ts';
import { findObject, findText } from '../state/wire.ts';
import type { World } from '../state/world.ts';
import { toTaskRoot } from './commandRuns.ts';

/**
 * Removes a task's files when their retention time is over. That is looked at when somebody asks for files: no timer per
 * task is needed.
 */
export async function removeOverdue(world: World, task: TaskRecord, files: NodeFiles): Promise<void> {
  const { endTime } = task.executionInfo;
  const retentionMs =
    parseDurationMs(findText(findObject(task.spec, 'constraints'), 'retentionTime') ?? '') ?? Infinity;
  const isOver = endTime !== undefined && timeMs(endTime) + retentionMs <= world.clock.now();
  if (isOver && !task.filesRemoved) {
    task.filesRemoved = true;
    await files.remove(toTaskRoot(task));
  }
}

/** The same for every task that ran on a node last. */
export async function removeOverdueOn(world: World, node: NodeRecord, files: NodeFiles): Promise<void> {
  for (const job of world.jobs.values()) {
    for (const task of job.tasks.values()) {
      if (task.nodeInfo?.['nodeId'] === node.id) await removeOverdue(world, task, files);
    }
  }
}
