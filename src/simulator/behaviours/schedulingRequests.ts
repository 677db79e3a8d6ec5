import type { PoolRecord } from '../state/records.ts';
import type { World } from '../state/world.ts';
import { timings } from './timings.ts';

const requested = new WeakSet<PoolRecord>();

/** Makes the pool's scheduler run soon; requests until then are combined. */
export function requestScheduling(world: World, pool: PoolRecord): void {
  if (requested.has(pool)) return;
  requested.add(pool);
  world.later(timings.dispatchMs, () => {
    requested.delete(pool);
    world.reactions.schedulingDue(pool);
  });
}

/** Returns true if the scheduler is about to run. */
export function isSchedulingRequested(pool: PoolRecord): boolean {
  return requested.has(pool);
}

/** Requests scheduling by the ID of a pool, which may not exist. */
export function requestSchedulingOn(world: World, poolId: string | undefined): void {
  const pool = poolId === undefined ? undefined : world.pools.get(poolId);
  if (pool !== undefined) requestScheduling(world, pool);
}
