import { hasNodeIds, type NodeNames, toKnownNames } from '../../core/query/nodeNames.ts';
import type { AccountSnapshot, AccountStore } from '../../service/store/accountStore.ts';

/** Nodes that come with one request: those of larger pools are called by their ids. */
const mostNodes = 100;
/** Of so many pools that an explanation speaks of. */
const maxPools = 3;

/** Names of a pool's nodes as the explorer has them; none where not all of them are loaded. */
export function findNodeNames({ snapshot }: Pick<AccountStore, 'snapshot'>, poolId: string | undefined): NodeNames {
  return poolId === undefined ? new Map() : toKnownNames(snapshot.slice({ kind: 'nodes', poolId }));
}

/** Whether a pool's nodes have not been requested yet and one request would fetch them all. */
export function areNodesToLoad(snapshot: AccountSnapshot, poolId: string): boolean {
  const { loadedAt, error } = snapshot.slice({ kind: 'nodes', poolId });
  const pools = snapshot.slice({ kind: 'pools' });
  const pool = pools.items.find(({ id }) => id === poolId);
  const { currentDedicatedNodes = 0, currentLowPriorityNodes = 0 } = pool ?? {};
  // A pool missing from the list may be gone; its size is unknown until the list is loaded.
  const isThere = pool !== undefined || pools.loadedAt === undefined;
  const isSmall = currentDedicatedNodes + currentLowPriorityNodes <= mostNodes;
  return isThere && isSmall && loadedAt === undefined && error === undefined;
}

/**
 * The same names for texts that may mention nodes of these pools, such as an explanation, whatever was opened before. Loads
 * missing nodes where one request fetches all nodes of a pool.
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
