import { findLargest } from '../extremes.ts';
import { groupBy } from '../groupBy.ts';
import type { ComputeNode } from '../model/computeNode.ts';
import { flag, type Infer, needed, number, object } from '../model/shape.ts';

export const readStartedElsewhere = object({
  count: needed(number),
  /** True if all of them ran it long before, so that its dependencies may have changed since. */
  isEarlier: needed(flag),
  /** Number of nodes on which it failed, with the node itself; absent unless there are more than those. */
  failed: number,
});

/** Other nodes of a pool on which a node's start task succeeded. */
export interface StartedElsewhere extends Infer<typeof readStartedElsewhere> {}

/** Time in milliseconds within which the nodes of an allocation start. */
const longBeforeMs = 60 * 60_000;

/**
 * Returns a function that counts, for a node whose start task failed, how many of the loaded `nodes` ran the same start
 * task successfully, which shows that the start task itself works. The result is undefined if there are none, or if the
 * node's start task did not fail. In older API versions, nodes don't report which start task they ran, so it is assumed
 * to be the same.
 */
export function indexStarted(nodes: readonly ComputeNode[]): (node: ComputeNode) => StartedElsewhere | undefined {
  const ofResult = (result: 'success' | 'failure') =>
    groupBy(
      nodes.filter(({ startTaskInfo }) => startTaskInfo?.result === result),
      toDefinition,
    );
  const failures = ofResult('failure');
  const started = new Map(
    [...ofResult('success')].map(([definition, alike]) => [
      definition,
      { count: alike.length, lastEndMs: findLargest(alike.map(toEndMs)) },
    ]),
  );
  return (node) => {
    const { result, startTime = '' } = node.startTaskInfo ?? {};
    const alike = result === 'failure' ? started.get(toDefinition(node)) : undefined;
    if (alike === undefined) return undefined;
    const failed = failures.get(toDefinition(node))?.length ?? 0;
    return {
      count: alike.count,
      isEarlier: alike.lastEndMs < Date.parse(startTime) - longBeforeMs,
      ...(failed > alike.count ? { failed } : {}),
    };
  };
}

/** Returns a key that is equal for nodes with the same start task. */
export function toDefinition({ startTask }: ComputeNode): string | undefined {
  return startTask && JSON.stringify(startTask);
}

/** Returns the end time in milliseconds; infinite if unknown, because the start task may have run at any time. */
function toEndMs({ startTaskInfo: { endTime = '' } = {} }: ComputeNode): number {
  const endMs = Date.parse(endTime);
  return Number.isNaN(endMs) ? Number.POSITIVE_INFINITY : endMs;
}
