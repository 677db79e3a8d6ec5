import type { AccountSnapshot } from '../../../service/store/accountStore.ts';
import { nodeGroups, toNodeGroup } from '../../lists/nodeGroups.ts';
import { byNodeName } from './order.ts';
import type { ExplorerPlace, PlaceOf } from './treeNode.ts';

/** The groups of a pool that have nodes. */
export function toNodeGroups({ poolId }: PlaceOf<'pool'>, snapshot: AccountSnapshot): readonly ExplorerPlace[] {
  const present = new Set(snapshot.slice({ kind: 'nodes', poolId }).items.map(toNodeGroup));
  return nodeGroups.filter((group) => present.has(group)).map((group) => ({ kind: 'nodeGroup', poolId, group }));
}

/** The nodes of a group, by their names. */
export function toNodeChildren(
  { poolId, group }: PlaceOf<'nodeGroup'>,
  snapshot: AccountSnapshot,
): readonly ExplorerPlace[] {
  const nodes = snapshot.slice({ kind: 'nodes', poolId });
  return nodes.items
    .filter((node) => toNodeGroup(node) === group)
    .sort(byNodeName(nodes))
    .map((node) => ({ kind: 'node', poolId, nodeId: node.id }));
}

/** What a node shows: the tasks that ran on it lately, and its files. */
export function toNodeParts({ poolId, nodeId }: PlaceOf<'node'>, snapshot: AccountSnapshot): readonly ExplorerPlace[] {
  const node = snapshot.slice({ kind: 'nodes', poolId }).items.find(({ id }) => id === nodeId);
  const files: ExplorerPlace = { kind: 'nodeFiles', poolId, nodeId };
  return (node?.recentTasks ?? []).length === 0 ? [files] : [{ kind: 'recentTasks', poolId, nodeId }, files];
}

/** The tasks that ran on a node lately, each once. */
export function toRecentTasks(
  { poolId, nodeId }: PlaceOf<'recentTasks'>,
  snapshot: AccountSnapshot,
): readonly ExplorerPlace[] {
  const node = snapshot.slice({ kind: 'nodes', poolId }).items.find(({ id }) => id === nodeId);
  const found = new Map<string, ExplorerPlace>();
  for (const { jobId, taskId } of node?.recentTasks ?? []) {
    if (jobId === undefined || taskId === undefined) continue;
    found.set(JSON.stringify([jobId, taskId]), { kind: 'recentTask', poolId, nodeId, jobId, taskId });
  }
  return [...found.values()];
}
