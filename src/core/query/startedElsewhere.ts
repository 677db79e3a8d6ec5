import { findLargest } from '../extremes.ts';
import { groupBy } from '../groupBy.ts';
import type { ComputeNode } from '../model/computeNode.ts';

/** Other nodes of a pool where the start task succeeded that a node ran. */
export interface StartedElsewhere {
  readonly count: number;
  /** Whether all of them had run it long before: what it relies on may have changed since. */
  readonly isEarlier: boolean;
}

/** The nodes of one allocation start within this time of each other. */
const longBeforeMs = 60 * 60_000;

/**
 * Finds for a node whose start task failed on how many of the `nodes` at hand the same start task succeeded: then it is not
 * wrong as such. The result is undefined where it is on none, or the start task of the node did not fail. Nodes of older
 * versions of the API do not say which start task they ran; it is taken to be the same.
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

/** A node that does not say when its start task ended may have run it at any time. */
function toEndMs({ startTaskInfo: { endTime = '' } = {} }: ComputeNode): number {
  const endMs = Date.parse(endTime);
  return Number.isNaN(endMs) ? Number.POSITIVE_INFINITY : endMs;
}
