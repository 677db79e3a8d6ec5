import type { Failure, Group } from './failure.ts';

/** A node's failure explains what ended on that node from so long before it was noticed. */
const noticedWithinMs = 10 * 60_000;
/** Categories of tasks that only suffered from something else. */
const sufferings: ReadonlySet<string> = new Set(['interrupted', 'node', 'disk-full']);

function toNodeKey({ accountId, poolId, nodeId }: Failure): string {
  return `${accountId}\n${poolId ?? ''}\n${nodeId ?? ''}`;
}

function isNodeFailure({ taskId, nodeId }: Failure): boolean {
  return taskId === undefined && nodeId !== undefined;
}

/** Nodes that failed themselves, with the group and the time of the first such failure. */
function findBrokenNodes(
  groups: readonly Group[],
): ReadonlyMap<string, { readonly group: Group; readonly at: number }> {
  const broken = new Map<string, { readonly group: Group; readonly at: number }>();
  for (const group of groups) {
    for (const failure of group.members) {
      if (!isNodeFailure(failure)) continue;
      const at = Date.parse(failure.at);
      const known = broken.get(toNodeKey(failure));
      const isEarlier = known === undefined || at < known.at || (at === known.at && group.key < known.group.key);
      if (isEarlier) broken.set(toNodeKey(failure), { group, at });
    }
  }
  return broken;
}

/**
 * Moves tasks that were interrupted on a node that failed itself to the group of the node's failure: the consequence
 * joins its cause. Failures without such a node stay where they are.
 */
export function joinConsequences(groups: readonly Group[]): readonly Group[] {
  const broken = findBrokenNodes(groups);
  if (broken.size === 0) return groups;
  const moved = new Map<string, Failure[]>();
  const remaining = groups.map((group) => ({
    ...group,
    members: group.members.filter((failure) => {
      if (isNodeFailure(failure) || failure.nodeId === undefined) return true;
      if (!sufferings.has(failure.explanation.category)) return true;
      const cause = broken.get(toNodeKey(failure));
      if (cause === undefined || cause.group.key === group.key) return true;
      if (Math.abs(Date.parse(failure.at) - cause.at) > noticedWithinMs) return true;
      const joined = moved.get(cause.group.key);
      if (joined === undefined) moved.set(cause.group.key, [failure]);
      else joined.push(failure);
      return false;
    }),
  }));
  for (const group of remaining) group.members.push(...(moved.get(group.key) ?? []));
  return remaining.filter(({ members }) => members.length > 0);
}
