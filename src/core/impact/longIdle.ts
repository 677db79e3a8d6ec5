import { findLargest } from '../extremes.ts';
import type { ComputeNode } from '../model/computeNode.ts';

/** Milliseconds above which an idle period is long; shorter ones are normal while nodes start or wait for tasks. */
const longMs = 3_600_000;

/** Checks whether a time is more than an hour ago; false for an invalid time. */
export function isLongAgo(time: string | undefined, now: Date): boolean {
  return now.getTime() - Date.parse(time ?? '') > longMs;
}

/** Checks whether a node has been idle for more than an hour; idle nodes are billed, too. */
export function isLongIdle({ state, stateTransitionTime }: ComputeNode, now: Date): boolean {
  return state === 'idle' && isLongAgo(stateTransitionTime, now);
}

/** Counts the nodes that have been idle for more than an hour, and measures the longest such time in milliseconds. */
export function measureLongIdle(nodes: readonly ComputeNode[], now: Date): { count: number; longestMs: number } {
  const times = nodes
    .filter((node) => isLongIdle(node, now))
    .map(({ stateTransitionTime = '' }) => now.getTime() - Date.parse(stateTransitionTime));
  return { count: times.length, longestMs: findLargest(times) };
}
