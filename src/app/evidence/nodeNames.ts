import { hasNodeIds, type NodeNames, toKnownNames } from '../../core/words/nodeNames.ts';
import type { AccountSnapshot, AccountStore } from '../../service/store/accountStore.ts';

/** Maximum number of a pool's nodes loaded for their names: one response. Nodes of larger pools show their IDs. */
const mostNodes = 100;
/** Maximum number of pools in an explanation whose nodes are loaded for their names. */
const maxPools = 3;

/** Returns the explorer's names of a pool's nodes; empty unless all of them are loaded. */
export function findNodeNames({ snapshot }: Pick<AccountStore, 'snapshot'>, poolId: string | undefined): NodeNames {
  return poolId === undefined ? new Map() : toKnownNames(snapshot.slice({ kind: 'nodes', poolId }));
}

/** Checks whether a pool's nodes have not been requested yet and one request would fetch them all. */
export function areNodesToLoad(snapshot: AccountSnapshot, poolId: string): boolean {
  const { loadedAt, error } = snapshot.slice({ kind: 'nodes', poolId });
  const pools = snapshot.slice({ kind: 'pools' });
  const pool = pools.items.find(({ id }) => id === poolId);
  const { currentDedicatedNodes = 0, currentLowPriorityNodes = 0 } = pool ?? {};
  // A pool that is missing from the list may have been deleted. Its size is unknown until the list is loaded.
  const isThere = pool !== undefined || pools.loadedAt === undefined;
  const isSmall = currentDedicatedNodes + currentLowPriorityNodes <= mostNodes;
  return isThere && isSmall && loadedAt === undefined && error === undefined;
}

/**
 * Returns the explorer's names of nodes for texts that may mention nodes of these pools, such as an explanation, even
 * if nothing was opened before. Loads missing nodes if one request returns all nodes of a pool.
 */
export async function loadNodeNames(
  store: Pick<AccountStore, 'snapshot' | 'load'>,
  poolIds: readonly (string | undefined)[],
  mentions: unknown,
): Promise<NodeNames> {
  const pools = [...new Set(poolIds.filter((id) => id !== undefined))].slice(0, maxPools);
  if (hasNodeIds(JSON.stringify(mentions))) {
    const toLoad = pools.filter((poolId) => areNodesToLoad(store.snapshot, poolId));
    await Promise.all(toLoad.map((poolId) => store.load({ kind: 'nodes', poolId })));
  }
  return new Map(pools.flatMap((poolId) => [...findNodeNames(store, poolId)]));
}
