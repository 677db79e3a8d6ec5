import { countDraining, findUnableNodes, type UnableNodes } from '../../core/query/unableNodes.ts';
import type { AccountSnapshot } from '../../service/store/accountStore.ts';
import { findSeenNodes } from './seenNodes.ts';

/**
 * Returns the nodes of a pool that take no tasks: by the service's counts and, when all nodes are loaded, those that
 * only finish their tasks, which it counts as running. Undefined when there are none, or that is unknown.
 */
export function findUnable(poolId: string, snapshot: AccountSnapshot): UnableNodes | undefined {
  return findUnableNodes(snapshot.nodeCounts.get(poolId), countDrainingIn(poolId, snapshot));
}

/**
 * Counts the nodes of a pool that only finish their tasks; undefined when not all nodes are loaded, or their states are
 * outdated.
 */
export function countDrainingIn(poolId: string, snapshot: AccountSnapshot): number | undefined {
  const nodes = findSeenNodes(snapshot, poolId);
  return nodes === undefined || nodes.hasMore ? undefined : countDraining(nodes.items);
}

/** Returns the nodes that take no tasks, if no node of the pool can take one. */
export function findNoneAbleIn(poolId: string, snapshot: AccountSnapshot): UnableNodes | undefined {
  const unable = findUnable(poolId, snapshot);
  return unable?.count === unable?.all ? unable : undefined;
}
