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
  const found = new Map<ComputeNode, Task[]>();
  const ranOn = ({ stateTransitionTime: at = '' }: Task) => {
    const isSoon = ({ stateTransitionTime: lostAt = '' }: ComputeNode): boolean =>
      Math.abs(Date.parse(at) - Date.parse(lostAt)) <= mostApartMs;
    return nodes.find((node) => isSoon(node) && !found.has(node)) ?? nodes.find(isSoon);
  };
  for (const task of waiting.filter(wasPutBack)) {
    const node = ranOn(task);
    if (node === undefined) continue;
    const times = { startTime: task.previousStateTransitionTime ?? '', endTime: task.stateTransitionTime ?? '' };
    const run = { ...task, nodeInfo: { nodeId: node.id }, executionInfo: { ...task.executionInfo, ...times } };
    found.set(node, [...(found.get(node) ?? []), run]);
  }
  return found;
}
