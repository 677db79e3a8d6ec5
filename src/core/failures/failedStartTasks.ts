import type { Failing } from '../diagnosis/causes/failing.ts';
import { type ComputeNode, toleratesStartTask } from '../model/computeNode.ts';
import type { Pool } from '../model/pool.ts';

/**
 * Returns a key for how the start task of a failed node ended, which is equal for nodes of a pool where it ended in the
 * same way, or where it hangs. Undefined if the program did not run or succeeded, because its logs then show nothing.
 */
export function toStartTaskLikeness(failing: Failing): string | undefined {
  if (failing.kind !== 'node') return undefined;
  const { node, pool, resource } = failing;
  return toStartTaskEnd(node, resource.poolId, pool);
}

/** Returns that key for a node; `pool` has the start task of nodes without their own. */
export function toStartTaskEnd(node: ComputeNode, poolId: string, pool: Pool | undefined): string | undefined {
  const { exitCode = 0, failureInfo } = node.startTaskInfo ?? {};
  if (exitCode === 0 && node.state !== 'waitingforstarttask') return undefined;
  const { commandLine } = node.startTask ?? pool?.startTask ?? {};
  const errors = (node.errors ?? []).map(({ code }) => code);
  // Nodes that accept tasks despite the failure differ only in whether a task is running there.
  const state = toleratesStartTask(node) ? 'tolerated' : node.state;
  return JSON.stringify([poolId, state, exitCode, failureInfo?.code, commandLine, errors]);
}

/**
 * Lists one node of a pool for each way in which start tasks failed, choosing the node that failed first; the most
 * frequent way comes first.
 */
export function listFailedStarts(nodes: readonly ComputeNode[], pool: Pool): readonly ComputeNode[] {
  const byLikeness = new Map<string, ComputeNode[]>();
  for (const node of nodes.filter(({ state }) => state === 'starttaskfailed').sort(compareAge)) {
    const likeness = toStartTaskEnd(node, pool.id, pool);
    if (likeness === undefined) continue;
    const alike = byLikeness.get(likeness);
    if (alike === undefined) byLikeness.set(likeness, [node]);
    else alike.push(node);
  }
  return [...byLikeness.values()].sort((one, other) => other.length - one.length).flatMap(([first]) => first ?? []);
}

/** Compares nodes by their time in their state, longest first, so that the order of a list doesn't matter. */
export function compareAge(one: ComputeNode, other: ComputeNode): number {
  const [left, right] = [one.stateTransitionTime ?? '~', other.stateTransitionTime ?? '~'];
  return left === right ? (one.id < other.id ? -1 : 1) : left < right ? -1 : 1;
}
