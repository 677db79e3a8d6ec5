import type { Cause } from '../diagnosis/causes/causes.ts';
import type { Failing } from '../diagnosis/causes/failing.ts';
import { compareText } from '../extremes.ts';
import { isUnread } from '../failures/unreadFailures.ts';
import { isStarting, type NodeState } from '../model/computeNode.ts';

/** States in which a node runs no tasks, the most informative first. */
const unusableStates: readonly (NodeState | undefined)[] = [
  'starttaskfailed',
  'unusable',
  'unknown',
  'offline',
  'preempted',
  'leavingpool',
  'deallocated',
  'deallocating',
];

export function isUnusableState(state: NodeState | undefined): boolean {
  return unusableStates.includes(state);
}

/** Sort key that decides which cause a page shows first. */
export interface HarmRank {
  readonly harm: number;
  /** Number of waiting tasks, which decides between causes with equal harm. */
  readonly waiting: number;
  /** Rank of the failed items: the larger kind comes first, and for nodes the most informative state. */
  readonly kind: number;
  /** ISO 8601. */
  readonly since: string | undefined;
  /** Fingerprint, which only makes the order stable. */
  readonly id: string;
}

/** Compares by harm, then by waiting tasks, kind, latest start, and fingerprint. */
export function compareHarm(one: HarmRank, other: HarmRank): number {
  return (
    other.harm - one.harm ||
    other.waiting - one.waiting ||
    one.kind - other.kind ||
    compareText(other.since ?? '', one.since ?? '') ||
    compareText(one.id, other.id)
  );
}

/** Sorts causes by harm, with failures of unknown cause at the end. */
export function sortByHarm(causes: readonly Cause[]): readonly Cause[] {
  return causes
    .map((cause) => ({ cause, isUnread: isUnread(cause.cluster), rank: toRank(cause) }))
    .sort((one, other) => Number(one.isUnread) - Number(other.isUnread) || compareHarm(one.rank, other.rank))
    .map(({ cause }) => cause);
}

function toRank({ cluster, failures, harm }: Cause): HarmRank {
  return {
    harm: harm.total,
    waiting: harm.waiting.count,
    kind: failures.reduce((least, { failing }) => Math.min(least, rankFailing(failing)), Infinity),
    since: cluster.firstSeen,
    id: cluster.fingerprint,
  };
}

function rankFailing(failing: Failing): number {
  switch (failing.kind) {
    case 'pool':
      return -2;
    case 'job':
      // The work of a job whose release task failed is done.
      return failing.isRelease === true ? unusableStates.length + 1 : -1;
    case 'node':
      return rankNodeState(failing.node.state);
    case 'task':
      return unusableStates.length;
  }
}

/**
 * Returns the rank of a node's state, the most informative first; -1 for a state in which a node runs tasks, and the last
 * one for a node that hangs, which may only be slow.
 */
function rankNodeState(state: NodeState | undefined): number {
  return isStarting({ state }) ? unusableStates.length : unusableStates.indexOf(state);
}
