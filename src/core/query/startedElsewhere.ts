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
 * On how many of the `nodes` at hand the start task succeeded that failed on `node`: then it is not wrong as such.
 * Undefined where it is on none, or the start task of `node` did not fail. Nodes of older versions of the API do not say
 * which start task they ran; it is taken to be the same.
 */
export function findStartedElsewhere(node: ComputeNode, nodes: readonly ComputeNode[]): StartedElsewhere | undefined {
  if (node.startTaskInfo?.result !== 'failure') return undefined;
  const own = JSON.stringify(node.startTask);
  const started = nodes.filter(
    (other) =>
      other.id !== node.id && other.startTaskInfo?.result === 'success' && JSON.stringify(other.startTask) === own,
  );
  if (started.length === 0) return undefined;
  const begin = Date.parse(node.startTaskInfo.startTime ?? '');
  const isBefore = ({ startTaskInfo: { endTime = '' } = {} }: ComputeNode): boolean =>
    Date.parse(endTime) < begin - longBeforeMs;
  return { count: started.length, isEarlier: started.every(isBefore) };
}
