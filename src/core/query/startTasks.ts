import type { Failing } from '../diagnosis/causes/failing.ts';
import type { ComputeNode } from '../model/computeNode.ts';
import type { Pool } from '../model/pool.ts';

/**
 * How the start task of a failed node ended, which is the same for nodes of a pool where it ended alike; undefined where
 * its program did not run or did not fail, so that its logs say nothing.
 */
export function toStartTaskLikeness(failing: Failing): string | undefined {
  if (failing.kind !== 'node') return undefined;
  const { node, pool, resource } = failing;
  return toLikeness(node, resource.poolId, pool);
}

function toLikeness(node: ComputeNode, poolId: string, pool: Pool | undefined): string | undefined {
  const { exitCode = 0, failureInfo } = node.startTaskInfo ?? {};
  if (exitCode === 0) return undefined;
  const { commandLine } = node.startTask ?? pool?.startTask ?? {};
  const errors = (node.errors ?? []).map(({ code }) => code);
  return JSON.stringify([poolId, node.state, exitCode, failureInfo?.code, commandLine, errors]);
}

/**
 * Of the nodes of a pool that take no tasks since their start tasks failed one for each way in which these ended, the
 * longest failed, of what most have first.
 */
export function listFailedStarts(nodes: readonly ComputeNode[], pool: Pool): readonly ComputeNode[] {
  const byLikeness = new Map<string, ComputeNode[]>();
  for (const node of nodes.filter(({ state }) => state === 'starttaskfailed').sort(compareAge)) {
    const likeness = toLikeness(node, pool.id, pool);
    if (likeness === undefined) continue;
    const alike = byLikeness.get(likeness);
    if (alike === undefined) byLikeness.set(likeness, [node]);
    else alike.push(node);
  }
  return [...byLikeness.values()].sort((one, other) => other.length - one.length).flatMap(([first]) => first ?? []);
}

/** The one that has been in its state for longest first, as the causes of an account count, whatever the order of a list. */
export function compareAge(one: ComputeNode, other: ComputeNode): number {
  const [left, right] = [one.stateTransitionTime ?? '~', other.stateTransitionTime ?? '~'];
  return left === right ? (one.id < other.id ? -1 : 1) : left < right ? -1 : 1;
}
