import type { NodeList } from '../../core/query/nodeNames.ts';
import type { AccountSnapshot, AccountStore } from '../../service/store/accountStore.ts';
import { loadOnce } from './loadOnce.ts';

/** More nodes than one request brings are not loaded once more to see their states. */
const mostReloaded = 1000;

interface SeenNodes extends NodeList {
  /** Until when they are known to be in these states. */
  readonly until: Date;
}

/**
 * The loaded nodes of a pool whose states still say something. None where the nodes of the pool were counted otherwise
 * since they were loaded, nor where the user may no longer see in which states they are.
 */
export function findSeenNodes(snapshot: AccountSnapshot, poolId: string): SeenNodes | undefined {
  const { items, hasMore, loadedAt } = snapshot.slice({ kind: 'nodes', poolId });
  if (loadedAt === undefined || snapshot.nodeCountsRefusal !== undefined || haveMoved(snapshot, poolId))
    return undefined;
  const { nodesCountedAt = loadedAt } = snapshot;
  return { items, hasMore, until: new Date(Math.max(Date.parse(loadedAt), Date.parse(nodesCountedAt))) };
}

/** Whether the nodes of a pool were counted otherwise since they were loaded. */
function haveMoved(snapshot: AccountSnapshot, poolId: string): boolean {
  const { loadedAt = '' } = snapshot.slice({ kind: 'nodes', poolId });
  return Date.parse(snapshot.nodesMovedAt.get(poolId) ?? '') > Date.parse(loadedAt);
}

/** Loads nodes of a pool, or loads them once more where what was loaded says nothing any more. Never throws. */
export async function loadSeenNodes(store: AccountStore, poolId: string): Promise<void> {
  const scope = { kind: 'nodes', poolId } as const;
  await loadOnce(store, scope);
  const { items } = store.snapshot.slice(scope);
  if (haveMoved(store.snapshot, poolId) && items.length <= mostReloaded) await store.refresh([scope]);
}
