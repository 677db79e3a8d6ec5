import type { PoolRecord } from '../state/records.ts';
import type { World } from '../state/world.ts';
import { timings } from './timings.ts';

const requested = new WeakSet<PoolRecord>();

/** Has the pool's scheduler look for work a moment from now; requests in between are one. */
export function requestScheduling(world: World, pool: PoolRecord): void {
  if (requested.has(pool)) return;
  requested.add(pool);
  world.later(timings.dispatchMs, () => {
    requested.delete(pool);
    world.reactions.schedulingDue(pool);
  });
}

/** Whether the scheduler is about to look. */
export function isSchedulingRequested(pool: PoolRecord): boolean {
  return requested.has(pool);
}

/** Requests scheduling by the id of a pool, which need not exist. */
export function requestSchedulingOn(world: World, poolId: string | undefined): void {
  const pool = poolId === undefined ? undefined : world.pools.get(poolId);
  if (pool !== undefined) requestScheduling(world, pool);
}
