import {
  countUncounted,
  findNoneAble,
  findUnableNodes,
  mayAnyRecover,
  type UnableNodes,
  type UncountedNodes,
} from '../../core/impact/unableNodes.ts';
import type { AccountSnapshot } from '../../service/store/accountStore.ts';
import { findSeenNodes } from './seenNodes.ts';

/**
 * Returns the nodes of a pool that accept no tasks, based on the service's counts, and on its loaded nodes, which show
 * what the counts don't. Undefined if there are none, or if this is unknown.
 */
export function findUnable(poolId: string, snapshot: AccountSnapshot): UnableNodes | undefined {
  return findUnableNodes(snapshot.nodeCounts.get(poolId), countUncountedIn(poolId, snapshot));
}

/**
 * Counts the nodes of a pool that accept no tasks although the service counts them otherwise; undefined if not all
 * nodes are loaded, or their states are outdated.
 */
export function countUncountedIn(poolId: string, snapshot: AccountSnapshot): UncountedNodes | undefined {
  const nodes = findSeenNodes(snapshot, poolId);
  return nodes === undefined || nodes.hasMore ? undefined : countUncounted(nodes.items, nodes.until);
}

/** Returns the nodes that accept no tasks, if no node of the pool can accept one. */
export function findNoneAbleIn(poolId: string, snapshot: AccountSnapshot): UnableNodes | undefined {
  return findNoneAble(snapshot.nodeCounts.get(poolId), countUncountedIn(poolId, snapshot));
}

/** Checks whether nodes of a pool may run tasks again without an action, as far as counts and loaded nodes show. */
export function mayRecoverIn(poolId: string, snapshot: AccountSnapshot): boolean {
  return mayAnyRecover(snapshot.nodeCounts.get(poolId), snapshot.slice({ kind: 'nodes', poolId }).items);
}
