import type { NodeRecord, TaskRecord } from '../state/records.ts';
import { present, type WireObject } from '../state/wire.ts';
import type { World } from '../state/world.ts';

const recentTaskCount = 10;

/** Records a task that has ended on a node. */
export function rememberRecentTask(world: World, node: NodeRecord, task: TaskRecord): void {
  node.recentTasks = [toEntry(world, node, task), ...listOthers(node, [task])].slice(0, recentTaskCount);
}

/** Lists tasks whose state has recently changed: running ones, then ended ones. Batch documentation: `recentTasks`. */
export function listRecentTasks(world: World, node: NodeRecord): readonly WireObject[] {
  const running = [...node.runs].flatMap(({ task, isOver }) => (task === undefined || isOver ? [] : [task]));
  const entries = running.map((task) => toEntry(world, node, task));
  return [...entries, ...listOthers(node, running)].slice(0, Math.max(recentTaskCount, entries.length));
}

function listOthers(node: NodeRecord, tasks: readonly TaskRecord[]): readonly WireObject[] {
  return node.recentTasks.filter(
    (recent) => !tasks.some((task) => recent['taskId'] === task.id && recent['jobId'] === task.job.id),
  );
}

function toEntry(world: World, node: NodeRecord, task: TaskRecord): WireObject {
  // Batch documentation: present on a node that runs an instance other than the primary.
  const subtask = task.subtasks.find(({ nodeInfo }) => nodeInfo['nodeId'] === node.id);
  return present({
    taskUrl: `${world.url}/jobs/${task.job.id}/tasks/${task.id}`,
    jobId: task.job.id,
    taskId: task.id,
    subtaskId: subtask?.id,
    taskState: task.state,
    executionInfo: task.executionInfo,
  });
}
