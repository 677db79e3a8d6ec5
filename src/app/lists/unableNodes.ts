import { countDraining, findUnableNodes, type UnableNodes } from '../../core/impact/unableNodes.ts';
import type { AccountSnapshot } from '../../service/store/accountStore.ts';
import { findSeenNodes } from './seenNodes.ts';

/**
 * Returns the nodes of a pool that accept no tasks, based on the service's counts. If all nodes are loaded, also
 * includes nodes that are only finishing their tasks, which the service counts as running. Undefined if there are none,
 * or if this is unknown.
 */
export function findUnable(poolId: string, snapshot: AccountSnapshot): UnableNodes | undefined {
  return findUnableNodes(snapshot.nodeCounts.get(poolId), countDrainingIn(poolId, snapshot));
}

/**
 * Counts the nodes of a pool that are only finishing their tasks; undefined if not all nodes are loaded, or their
 * states are outdated.
 */
export function countDrainingIn(poolId: string, snapshot: AccountSnapshot): number | undefined {
  const nodes = findSeenNodes(snapshot, poolId);
  return nodes === undefined || nodes.hasMore ? undefined : countDraining(nodes.items);
}

/** Returns the nodes that accept no tasks, if no node of the pool can accept one. */
export function findNoneAbleIn(poolId: string, snapshot: AccountSnapshot): UnableNodes | undefined {
  const unable = findUnable(poolId, snapshot);
  return unable?.count === unable?.all ? unable : undefined;
}
