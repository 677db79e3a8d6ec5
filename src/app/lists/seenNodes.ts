import type { ComputeNode } from '../../core/model/computeNode.ts';
import type { Task } from '../../core/model/task.ts';
import type { NodeList } from '../../core/words/nodeNames.ts';
import type { AccountSnapshot, AccountStore } from '../../service/store/accountStore.ts';
import { loadOnce } from './loadOnce.ts';

/** Maximum number of nodes that are reloaded to update their states, which is what one request returns. */
const mostReloaded = 1000;

interface SeenNodes extends NodeList {
  /** The latest time at which the nodes were known to be in these states. */
  readonly until: Date;
}

/**
 * Finds the loaded nodes of a pool if their states are current. Undefined if the service has counted other states since
 * they were loaded, or if the user may no longer see the states.
 */
export function findSeenNodes(snapshot: AccountSnapshot, poolId: string): SeenNodes | undefined {
  const { items, hasMore, loadedAt } = snapshot.slice({ kind: 'nodes', poolId });
  if (loadedAt === undefined || snapshot.nodeCountsRefusal !== undefined || haveMoved(snapshot, poolId))
    return undefined;
  const { nodesCountedAt = loadedAt } = snapshot;
  return { items, hasMore, until: new Date(Math.max(Date.parse(loadedAt), Date.parse(nodesCountedAt))) };
}

/** Checks whether the service has counted other states of a pool's nodes since they were loaded. */
function haveMoved(snapshot: AccountSnapshot, poolId: string): boolean {
  const { loadedAt = '' } = snapshot.slice({ kind: 'nodes', poolId });
  return Date.parse(snapshot.nodesMovedAt.get(poolId) ?? '') > Date.parse(loadedAt);
}

/** Finds an ended task's node if its machine was later seen to be gone, along with the task's files. */
export function findLostNode(
  snapshot: AccountSnapshot,
  { nodeInfo: { poolId = '', nodeId } = {}, executionInfo }: Pick<Task, 'nodeInfo' | 'executionInfo'>,
): ComputeNode | undefined {
  const seen = findSeenNodes(snapshot, poolId);
  const node = seen?.items.find(({ id }) => id === nodeId);
  const wasLater = seen !== undefined && Date.parse(executionInfo?.endTime ?? '') <= seen.until.getTime();
  return wasLater && node?.state === 'preempted' ? node : undefined;
}

/** Loads the nodes of a pool, or reloads them if their states are outdated. Never throws. */
export async function loadSeenNodes(
  store: Pick<AccountStore, 'snapshot' | 'load' | 'refresh'>,
  poolId: string,
): Promise<void> {
  const scope = { kind: 'nodes', poolId } as const;
  await loadOnce(store, scope);
  const { items } = store.snapshot.slice(scope);
  if (haveMoved(store.snapshot, poolId) && items.length <= mostReloaded) await store.refresh([scope]);
}
