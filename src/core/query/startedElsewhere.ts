import { findLargest } from '../extremes.ts';
import { groupBy } from '../groupBy.ts';
import type { ComputeNode } from '../model/computeNode.ts';

/** Other nodes of a pool on which a node's start task succeeded. */
export interface StartedElsewhere {
  readonly count: number;
  /** True if all of them ran it long before: its dependencies may have changed since then. */
  readonly isEarlier: boolean;
}

/** Nodes of one allocation start within this time of each other. */
const longBeforeMs = 60 * 60_000;

/**
 * Finds, for a node whose start task failed, how many of the loaded `nodes` ran the same start task successfully, which
 * shows that the start task itself works. The result is undefined if there are none, or if the node's start task did
 * not fail. In older API versions, nodes don't say which start task they ran; it is assumed to be the same.
 */
export function indexStarted(nodes: readonly ComputeNode[]): (node: ComputeNode) => StartedElsewhere | undefined {
  const succeeded = nodes.filter(({ startTaskInfo }) => startTaskInfo?.result === 'success');
  const started = new Map(
    [...groupBy(succeeded, toDefinition)].map(([definition, alike]) => [
      definition,
      { count: alike.length, lastEndMs: findLargest(alike.map(toEndMs)) },
    ]),
  );
  return (node) => {
    const { result, startTime = '' } = node.startTaskInfo ?? {};
    const alike = result === 'failure' ? started.get(toDefinition(node)) : undefined;
    if (alike === undefined) return undefined;
    return { count: alike.count, isEarlier: alike.lastEndMs < Date.parse(startTime) - longBeforeMs };
  };
}

function toDefinition({ startTask }: ComputeNode): string | undefined {
  return startTask && JSON.stringify(startTask);
}

/** A node without an end time may have run its start task at any time. */
function toEndMs({ startTaskInfo: { endTime = '' } = {} }: ComputeNode): number {
  const endMs = Date.parse(endTime);
  return Number.isNaN(endMs) ? Number.POSITIVE_INFINITY : endMs;
}
