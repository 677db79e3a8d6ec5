import type { ComputeNode } from '../model/computeNode.ts';

/** What lasts longer than this is worth a word: until then nodes come, and idle between tasks. */
const longMs = 3_600_000;

/** Whether a time is more than an hour ago; not what is no time. */
export function isLongAgo(time: string | undefined, now: Date): boolean {
  return now.getTime() - Date.parse(time ?? '') > longMs;
}

/** Whether a node has had nothing to do for more than an hour. It is paid for all the same. */
export function isLongIdle({ state, stateTransitionTime }: ComputeNode, now: Date): boolean {
  return state === 'idle' && isLongAgo(stateTransitionTime, now);
}
