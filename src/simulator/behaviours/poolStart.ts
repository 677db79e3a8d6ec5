import type { PoolRecord } from '../state/records.ts';
import { findFlag } from '../state/wire.ts';
import type { World } from '../state/world.ts';
import { startResize } from './allocation.ts';
import { scheduleAutoScale } from './autoscale/autoscale.ts';
import { notePoolCreated } from './events.ts';

/** Adds a new pool to the account and starts allocating its nodes, and evaluating its formula if it has one. */
export function startPool(world: World, pool: PoolRecord): void {
  world.pools.set(pool.id, pool);
  notePoolCreated(world, pool);
  startResize(world, pool, {
    dedicated: pool.targetDedicatedNodes,
    lowPriority: pool.targetLowPriorityNodes,
    option: 'requeue',
  });
  if (findFlag(pool.spec, 'enableAutoScale') === true) scheduleAutoScale(world, pool);
}
