import type { Cause } from '../diagnosis/causes/causes.ts';
import type { Failing } from '../diagnosis/causes/failing.ts';
import type { NodeState } from '../model/computeNode.ts';
import { isUnread } from './unreadFailures.ts';

/** States in which a node takes no task, the most informative first. */
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

/** What decides which of two causes a page leads with. */
export interface HarmRank {
  readonly harm: number;
  /** How many tasks it holds back, which says the more where the harm is equal. */
  readonly waiting: number;
  /** What failed: the larger thing first, and of nodes the most informative state. */
  readonly kind: number;
  /** ISO 8601. */
  readonly since: string | undefined;
  /** The fingerprint, which has no meaning: the same order wherever it is asked for. */
  readonly id: string;
}

/** Most harm first; where that is equal what holds back more, then by what failed, the newest, and by fingerprint. */
export function compareHarm(one: HarmRank, other: HarmRank): number {
  return (
    other.harm - one.harm ||
    other.waiting - one.waiting ||
    one.kind - other.kind ||
    compareText(other.since ?? '', one.since ?? '') ||
    compareText(one.id, other.id)
  );
}

/** Causes with most harm first, and at last failures whose causes are not known, which are no cause. */
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
      return -1;
    case 'node':
      return rankNodeState(failing.node.state);
    case 'task':
      return unusableStates.length;
  }
}

/** What the state of a broken node comes after. */
export function rankNodeState(state: NodeState | undefined): number {
  return unusableStates.indexOf(state);
}

function compareText(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1;
}
