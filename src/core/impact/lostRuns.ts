import type { ComputeNode } from '../model/computeNode.ts';
import { type Task, wasPutBack } from '../model/task.ts';

/** Maximum time between the loss of a node and the return of its task to the queue. */
const mostApartMs = 5 * 60_000;

/**
 * Finds the runs that ended with the loss of nodes, by node, from the waiting tasks of the pool: Batch keeps the times
 * of such a run in the task's previous state until the task runs again.
 */
export function findLostRuns(
  nodes: readonly ComputeNode[],
  waiting: readonly Task[],
): ReadonlyMap<ComputeNode, readonly Task[]> {
  const found = new Map<ComputeNode, readonly Task[]>();
  for (const task of waiting.filter(wasPutBack)) {
    const { previousStateTransitionTime: startTime = '', stateTransitionTime: endTime = '', executionInfo } = task;
    const near = nodes.filter(({ stateTransitionTime: lostAt = '' }) => isNear(endTime, lostAt));
    const node = near.find((one) => !found.has(one)) ?? near[0];
    if (node === undefined) continue;
    const run = { ...task, nodeInfo: { nodeId: node.id }, executionInfo: { ...executionInfo, startTime, endTime } };
    found.set(node, [...(found.get(node) ?? []), run]);
  }
  return found;
}

function isNear(one: string, other: string): boolean {
  return Math.abs(Date.parse(one) - Date.parse(other)) <= mostApartMs;
}
