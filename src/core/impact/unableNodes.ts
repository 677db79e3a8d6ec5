import * as l10n from '@vscode/l10n';
import { type ComputeNode, isHung, mayRecover, type NodeState } from '../model/computeNode.ts';
import { areNodesCounted, type CountedKinds, countNodes, type NodeStateCounts } from '../model/pool.ts';
import { describeState, describeStateOfMany } from '../model/states.ts';
import { isOneOf } from '../model/words.ts';
import { listPlain } from '../text/lists.ts';
import { plural } from '../text/plural.ts';
import { formatNumber } from '../words/numbers.ts';

/** States in which a node runs no tasks and which it doesn't leave on its own within minutes. */
const unableStates = [
  'offline',
  'unusable',
  'startTaskFailed',
  'unknown',
  'preempted',
  'deallocated',
  'deallocating',
] as const satisfies readonly (keyof NodeStateCounts)[];
/** Returns the rank of a node's state among states of as many nodes: the first is the quickest to end. */
export function rankUnable(state: NodeState | undefined): number {
  const rank = unableStates.findIndex((one) => one.toLowerCase() === state);
  return rank < 0 ? unableStates.length : rank;
}

/** States of nodes that don't run tasks yet. */
export const comingStates = [
  'creating',
  'starting',
  'waitingForStartTask',
  'rebooting',
  'reimaging',
  'upgradingOS',
] as const satisfies readonly (keyof NodeStateCounts)[];
/** A state in which nodes run no tasks, or what nodes do that the service counts otherwise. */
export type UnableState = (typeof unableStates)[number] | keyof UncountedNodes;

/** Nodes that accept no tasks, although the service counts them with nodes that do or soon will. */
export interface UncountedNodes {
  /** Number of nodes that finish their running tasks but accept no new ones. */
  readonly draining: number;
  /** Number of nodes that have been starting for too long. */
  readonly hung: number;
}

/** Nodes of a pool that run no tasks. */
export interface UnableNodes {
  readonly count: number;
  readonly all: number;
  /** Number of nodes that are about to run tasks, or whose start task still runs, unless it hangs. */
  readonly starting: number;
  /** Number of nodes by state, the most frequent state first. */
  readonly byState: readonly { readonly state: UnableState; readonly count: number }[];
}

/**
 * Counts the nodes that only their own properties show to accept no tasks: those whose scheduling is disabled although
 * they are in a state in which nodes usually run tasks, and those that hang.
 */
export function countUncounted(nodes: readonly ComputeNode[], now: Date | undefined): UncountedNodes {
  const draining = nodes.filter(
    ({ state, schedulingState }) => schedulingState === 'disabled' && isOneOf(state, ['idle', 'running']),
  );
  return { draining: draining.length, hung: nodes.filter((node) => isHung(node, now)).length };
}

/**
 * Finds the nodes of a pool that accept no tasks: those that the service counts, and others that are known. Undefined
 * if there are none, or if that is unknown.
 */
export function findUnableNodes(
  counts: CountedKinds | undefined,
  { draining, hung }: UncountedNodes = { draining: 0, hung: 0 },
): UnableNodes | undefined {
  if (counts === undefined || !areNodesCounted(counts, 'total', ...unableStates)) return undefined;
  const byState = [
    ...unableStates.map((state) => ({ state, count: countNodes(counts, state) })),
    { state: 'draining' as const, count: draining },
    { state: 'hung' as const, count: hung },
  ]
    .filter(({ count }) => count > 0)
    .sort((one, other) => other.count - one.count);
  const count = byState.reduce((sum, one) => sum + one.count, 0);
  const all = countNodes(counts, 'total');
  const starting = Math.max(0, countNodes(counts, ...comingStates) - hung);
  return count === 0 || count > all ? undefined : { count, all, starting, byState };
}

/** Finds the nodes of a pool in which no node can accept a task; undefined for other pools. */
export function findNoneAble(counts: CountedKinds | undefined, uncounted?: UncountedNodes): UnableNodes | undefined {
  const unable = findUnableNodes(counts, uncounted);
  return unable?.count === unable?.all ? unable : undefined;
}

/** Checks whether some of the nodes are finishing their running tasks. */
export function isAnyDraining({ byState }: Pick<UnableNodes, 'byState'>): boolean {
  return byState.some(({ state }) => state === 'draining');
}

/** Returns text such as `185 offline, 14 unusable`. */
export function describeUnable({ byState }: Pick<UnableNodes, 'byState'>): string {
  return listPlain(byState.map(({ state, count }) => describeCountOfState(state, count)));
}

/** Returns text such as `185 offline`. */
export function describeCountOfState(state: UnableState | 'idle', count: number): string {
  if (state === 'hung') return toStateCount(count, l10n.t('starting for over an hour'));
  const [one, other] =
    state === 'draining'
      ? [describeState('scheduling', 'disabled').label, describeStateOfMany('scheduling', 'disabled')]
      : [describeState('node', toNodeState(state)).label, describeStateOfMany('node', toNodeState(state))];
  return toStateCount(count, plural(count, { one, other }));
}

/** Returns text such as `2 idle`. */
export function toStateCount(count: number, state: string): string {
  return l10n.t({
    message: '{count} {state}',
    args: { count: formatNumber(count), state },
    comment: [
      'How many nodes are in a state, such as "2 idle"; "{state} ({count})" where a word changes with the number',
    ],
  });
}

/** Converts the name of a count to that of its state; the names differ only in case. */
function toNodeState(state: Exclude<UnableState, keyof UncountedNodes> | 'idle'): NodeState {
  return state.toLowerCase() as Lowercase<typeof state>;
}

/** Checks whether nodes of a pool may run tasks again without an action, as far as counts and known nodes show. */
export function mayAnyRecover(counts: CountedKinds | undefined, nodes: readonly ComputeNode[]): boolean {
  return countNodes(counts, 'preempted', 'unknown') > 0 || nodes.some(mayRecover);
}
