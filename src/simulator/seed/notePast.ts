import { noteNode, notePoolCreated, noteSpecialTask, noteTaskEnd, noteTaskStart } from '../behaviours/events.ts';
import { BackedTable } from '../state/backedTable.ts';
import type { NodeRecord, TaskRecord } from '../state/records.ts';
import { timeMs } from '../state/time.ts';
import type { World } from '../state/world.ts';

/**
 * Adds the history of a seeded account to its events, as far as it can be derived from its items. Tasks that are
 * created only on access are left out.
 */
export function notePast(world: World): void {
  for (const pool of world.pools.values()) {
    notePoolCreated(world, pool, timeMs(pool.creationTime));
    for (const node of pool.nodes.values()) noteNodePast(world, node);
  }
  for (const job of world.jobs.values()) {
    if (!(job.tasks instanceof BackedTable)) for (const task of job.tasks.values()) noteTaskPast(world, task);
  }
  world.events.sort();
}

function noteNodePast(world: World, node: NodeRecord): void {
  const { startTaskInfo, state, stateTransitionTime, allocationTime } = node;
  node.state = 'creating';
  noteNode(world, node, false, timeMs(allocationTime));
  node.state = state;
  if (state !== 'creating') noteNode(world, node, false, Math.max(timeMs(stateTransitionTime), timeMs(allocationTime)));
  const endTime = startTaskInfo?.endTime;
  if (startTaskInfo !== undefined && endTime !== undefined)
    noteSpecialTask(world, node, { type: 'StartTask', name: 'startTask' }, startTaskInfo, timeMs(endTime));
}

function noteTaskPast(world: World, task: TaskRecord): void {
  const { startTime, endTime } = task.executionInfo;
  if (task.state !== 'completed' || endTime === undefined) return;
  if (startTime !== undefined) noteTaskStart(world, task, timeMs(startTime));
  noteTaskEnd(world, task, timeMs(endTime));
}
