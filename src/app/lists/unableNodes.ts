import { countDraining, findUnableNodes, type UnableNodes } from '../../core/query/unableNodes.ts';
import type { AccountSnapshot } from '../../service/store/accountStore.ts';
import { findSeenNodes } from './seenNodes.ts';

/**
 * The nodes of a pool that take no tasks: as the service counts them, and where all are loaded those that only run what they
 * began, which it counts as running. Undefined where there are none, or that is unknown.
 */
export function findUnable(poolId: string, snapshot: AccountSnapshot): UnableNodes | undefined {
  return findUnableNodes(snapshot.nodeCounts.get(poolId), countDrainingIn(poolId, snapshot));
}

/** How many nodes of a pool only run what they began; undefined where not all nodes are loaded, or they have moved since. */
export function countDrainingIn(poolId: string, snapshot: AccountSnapshot): number | undefined {
  const nodes = findSeenNodes(snapshot, poolId);
  return nodes === undefined || nodes.hasMore ? undefined : countDraining(nodes.items);
}

/** The nodes of a pool of which none can take a task. */
export function findNoneAbleIn(poolId: string, snapshot: AccountSnapshot): UnableNodes | undefined {
  const unable = findUnable(poolId, snapshot);
  return unable?.count === unable?.all ? unable : undefined;
}
