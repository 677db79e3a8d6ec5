import type { NodeRecord, PoolRecord } from '../state/records.ts';
import type { WireObject } from '../state/wire.ts';
import type { World } from '../state/world.ts';
import { noteNode } from './events.ts';
import { newNode } from './newNode.ts';
import { createNode } from './nodeLife.ts';
import { admitNodes, takeAllocationFailure } from './quota.ts';

export interface GrowthLimits {
  /** When the resize times out, in milliseconds of the clock. */
  readonly deadlineMs: number;
  /** False once the resize was stopped or another one has started. */
  isCurrent(): boolean;
}

/**
 * Adds the missing nodes of a pool, as far as quotas and the scenario allow, at once or at the rate at which its nodes
 * arrive. Resolves to the resize errors for nodes that are not available.
 */
export async function growPool(world: World, pool: PoolRecord, limits: GrowthLimits): Promise<readonly WireObject[]> {
  const errors: WireObject[] = [];
  const missing = { dedicated: countMissing(pool, true), lowPriority: countMissing(pool, false) };
  const failure = takeAllocationFailure(world, pool, missing.dedicated + missing.lowPriority);
  for (const isDedicated of [true, false]) {
    const count = isDedicated ? missing.dedicated : missing.lowPriority;
    const admitted = admitNodes(world, pool, { count, isDedicated, failure });
    for (const each of admitted.errors) errors.push(each);
    for (let made = 0; made < admitted.count; made += 1) {
      const isInTime = pool.nodeArrivalMs === 0 || (await arrives(world, pool.nodeArrivalMs, limits.deadlineMs));
      if (!limits.isCurrent()) return [];
      if (!isInTime) {
        errors.push(timeoutError(isDedicated));
        break;
      }
      const node = newNode(world, pool, isDedicated);
      pool.nodes.set(node.id, node);
      world.touch(node);
      world.touch(pool);
      noteNode(world, node);
      createNode(world, node);
    }
  }
  return errors;
}

function countMissing(pool: PoolRecord, isDedicated: boolean): number {
  const target = isDedicated ? pool.targetDedicatedNodes : pool.targetLowPriorityNodes;
  return Math.max(0, target - findNodes(pool, isDedicated).length);
}

/**
 * Waits until a node arrives, after `arrivalMs`, or until the resize times out. Resolves to true if the node arrived.
 */
function arrives(world: World, arrivalMs: number, deadlineMs: number): Promise<boolean> {
  const leftMs = Math.max(0, deadlineMs - world.clock.now());
  return new Promise((resolve) => {
    world.later(Math.min(arrivalMs, leftMs), () => resolve(arrivalMs <= leftMs));
  });
}

/** The message is as recorded from the service. */
function timeoutError(isDedicated: boolean): WireObject {
  const kind = isDedicated ? 'dedicated' : 'low priority';
  const message = `Desired number of ${kind} nodes could not be allocated as the resize timeout was reached`;
  return { code: 'AllocationTimedOut', message };
}

/** Lists the pool's nodes of one kind, except those that are leaving, in the order of their IDs. */
export function findNodes(pool: PoolRecord, isDedicated: boolean): readonly NodeRecord[] {
  const nodes = [...pool.nodes.after(undefined)].map(([, node]) => node);
  return nodes.filter((node) => node.isDedicated === isDedicated && node.state !== 'leavingpool');
}
