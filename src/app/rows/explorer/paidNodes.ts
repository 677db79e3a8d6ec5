import type { ComputeNode } from '../../../core/model/computeNode.ts';
import { isShortOfNodes, type Pool } from '../../../core/model/pool.ts';
import { isLongAgo } from '../../../core/query/longIdle.ts';

/** Since when a pool has had fewer nodes than it was asked to have; undefined for an hour, and while it has them. */
export function findShortSince(pool: Pool, now: Date): string | undefined {
  const { allocationStateTransitionTime: since } = pool;
  return isShortOfNodes(pool) && isLongAgo(since, now) ? since : undefined;
}

/** The earliest time at which one of the nodes entered its state; undefined where none is known. */
export function findEarliest(nodes: readonly ComputeNode[]): string | undefined {
  return toTimes(nodes)[0];
}

/** The latest one. */
export function findLatest(nodes: readonly ComputeNode[]): string | undefined {
  return toTimes(nodes).at(-1);
}

function toTimes(nodes: readonly ComputeNode[]): readonly string[] {
  return nodes
    .flatMap(({ stateTransitionTime: time }) => time ?? [])
    .toSorted((one, other) => Date.parse(one) - Date.parse(other));
}
