import type { DeallocationOption } from '../state/deallocationOption.ts';
import type { NodeRecord, PoolRecord } from '../state/records.ts';
import { parseDurationMs, timeMs } from '../state/time.ts';
import { findText, type WireObject } from '../state/wire.ts';
import type { World } from '../state/world.ts';
import { notePoolDeletion, noteResizeComplete, noteResizeStart } from './events.ts';
import { findNodes, growPool } from './growth.ts';
import { removeNode } from './nodeLife.ts';
import { timings } from './timings.ts';

/** Batch documentation: default of `resizeTimeout`. */
const defaultResizeTimeoutMs = 15 * 60 * 1000;

export interface ResizeTarget {
  readonly dedicated: number;
  readonly lowPriority: number;
  readonly option: DeallocationOption;
}

/** Starts a resize: the pool is `resizing` until it has the desired nodes, or all that it can get. */
export function startResize(world: World, pool: PoolRecord, target: ResizeTarget): void {
  pool.targetDedicatedNodes = target.dedicated;
  pool.targetLowPriorityNodes = target.lowPriority;
  pool.resizeErrors = [];
  beginMove(world, pool, 'resizing');
  noteResizeStart(world, pool, target.option);
  continueResize(world, pool, target.option);
}

function continueResize(world: World, pool: PoolRecord, option: DeallocationOption): void {
  const { generation } = pool;
  const deadlineMs = timeMs(pool.allocationStateTransitionTime) + resizeTimeoutMs(pool);
  world.later(timings.allocatingMs, () => {
    if (pool.generation === generation) void resize(world, pool, option, generation, deadlineMs);
  });
}

function resizeTimeoutMs(pool: PoolRecord): number {
  return parseDurationMs(findText(pool.spec, 'resizeTimeout') ?? '') ?? defaultResizeTimeoutMs;
}

function beginMove(world: World, pool: PoolRecord, state: 'resizing' | 'stopping'): void {
  pool.generation += 1;
  setAllocationState(world, pool, state);
}

/** Gives the pool a new version, except for `stopping` (recorded). */
function setAllocationState(world: World, pool: PoolRecord, state: PoolRecord['allocationState']): void {
  if (state === 'stopping') world.touch(pool);
  else world.renew(pool);
  pool.allocationState = state;
  pool.allocationStateTransitionTime = world.time();
}

async function resize(
  world: World,
  pool: PoolRecord,
  option: DeallocationOption,
  generation: number,
  deadlineMs: number,
): Promise<void> {
  const surplus = findSurplus(pool, true).concat(findSurplus(pool, false));
  const isCurrent = (): boolean => pool.generation === generation;
  const growth = growPool(world, pool, { deadlineMs, isCurrent });
  await Promise.all(surplus.map((node) => removeNode(world, node, option)));
  finishWhenAllocated(world, pool, await growth, generation);
}

/** Finds the nodes to remove when a pool shrinks, beginning with the nodes that run the fewest tasks. */
function findSurplus(pool: PoolRecord, isDedicated: boolean): NodeRecord[] {
  const target = isDedicated ? pool.targetDedicatedNodes : pool.targetLowPriorityNodes;
  const nodes = [...findNodes(pool, isDedicated)].sort((left, right) => left.runs.size - right.runs.size);
  return nodes.slice(0, Math.max(0, nodes.length - target));
}

/** Interval at which a resize checks whether its virtual machines exist. */
const allocationCheckMs = 100;

function finishWhenAllocated(world: World, pool: PoolRecord, errors: readonly WireObject[], generation: number): void {
  if (pool.generation !== generation) return;
  if ([...pool.nodes.values()].some((node) => node.state === 'creating')) {
    world.later(allocationCheckMs, () => finishWhenAllocated(world, pool, errors, generation));
    return;
  }
  pool.resizeErrors = errors;
  settle(world, pool);
}

function settle(world: World, pool: PoolRecord): void {
  const { allocationStateTransitionTime: startedAt } = pool;
  setAllocationState(world, pool, 'steady');
  noteResizeComplete(world, pool, startedAt);
}

/** Stops a resize; the pool keeps its current size and reports the stop. */
export function stopResize(world: World, pool: PoolRecord): void {
  beginMove(world, pool, 'stopping');
  continueStop(world, pool);
}

function continueStop(world: World, pool: PoolRecord): void {
  const { generation } = pool;
  world.later(timings.stoppingMs, () => {
    if (pool.generation !== generation) return;
    pool.resizeErrors = stopErrors(pool);
    settle(world, pool);
  });
}

function stopErrors(pool: PoolRecord): readonly WireObject[] {
  const isComplete =
    findNodes(pool, true).length === pool.targetDedicatedNodes &&
    findNodes(pool, false).length === pool.targetLowPriorityNodes;
  return isComplete
    ? []
    : [{ code: 'ResizeStopped', message: 'Desired number of nodes could not be allocated as the resize was stopped' }];
}

/** Removes specific nodes; the targets shrink accordingly. */
export function startRemoval(
  world: World,
  pool: PoolRecord,
  nodes: readonly NodeRecord[],
  option: DeallocationOption,
): void {
  beginMove(world, pool, 'resizing');
  noteResizeStart(world, pool, option);
  const { generation } = pool;
  pool.resizeErrors = [];
  for (const node of nodes) {
    pool.targetDedicatedNodes -= node.isDedicated ? 1 : 0;
    pool.targetLowPriorityNodes -= node.isDedicated ? 0 : 1;
  }
  pool.targetDedicatedNodes = Math.max(0, pool.targetDedicatedNodes);
  pool.targetLowPriorityNodes = Math.max(0, pool.targetLowPriorityNodes);
  void Promise.all(nodes.map((node) => removeNode(world, node, option))).then(() =>
    finishWhenAllocated(world, pool, [], generation),
  );
}

/** Deletes a pool: it shrinks to no nodes, requeueing running tasks, and is then removed. */
export function deletePool(world: World, pool: PoolRecord): void {
  pool.state = 'deleting';
  pool.stateTransitionTime = world.time();
  pool.targetDedicatedNodes = 0;
  pool.targetLowPriorityNodes = 0;
  beginMove(world, pool, 'resizing');
  notePoolDeletion(world, pool, false);
  continueDeletion(world, pool);
}

function continueDeletion(world: World, pool: PoolRecord): void {
  world.later(timings.allocatingMs, () => {
    const gone = [...pool.nodes.values()].map((node) => removeNode(world, node, 'requeue'));
    void Promise.all(gone).then(() => {
      world.pools.delete(pool.id);
      world.drop(pool);
      notePoolDeletion(world, pool, true);
    });
  });
}

/** Resumes a pool from an earlier run of the simulator. */
export function resumePool(world: World, pool: PoolRecord): void {
  if (pool.state === 'deleting') continueDeletion(world, pool);
  else if (pool.allocationState === 'resizing') continueResize(world, pool, 'requeue');
  else if (pool.allocationState === 'stopping') continueStop(world, pool);
}
