import type { ComputeNode } from '../model/computeNode.ts';

/** Shorter periods are normal: nodes start, or are idle between tasks. */
const longMs = 3_600_000;

/** Checks whether a time is more than an hour ago; false for an invalid time. */
export function isLongAgo(time: string | undefined, now: Date): boolean {
  return now.getTime() - Date.parse(time ?? '') > longMs;
}

/** Checks whether a node has been idle for more than an hour. It is billed nevertheless. */
export function isLongIdle({ state, stateTransitionTime }: ComputeNode, now: Date): boolean {
  return state === 'idle' && isLongAgo(stateTransitionTime, now);
}
