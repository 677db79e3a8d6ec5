import * as l10n from '@vscode/l10n';
import type { NodeState } from '../../model/computeNode.ts';
import {
  areNodesCounted,
  type CountedKinds,
  countNodes,
  type NodeStateCounts,
  type PoolNodeCounts,
} from '../../model/pool.ts';
import { describeStateOfMany } from '../../model/states.ts';
import type { ChartLook } from '../../page/page.ts';
import type { Count } from '../../words/count.ts';
import { type Chart, type ChartRow, type ChartSeries, toExact } from '../explanation/chart.ts';

type CountedState = Exclude<keyof NodeStateCounts, 'total'>;

/** Appearance by state: needs attention, preempted, changing state, running, idle, or accepting no tasks. */
const looks: Readonly<Record<CountedState, ChartLook>> = {
  startTaskFailed: 'failed',
  unusable: 'failed',
  unknown: 'failed',
  preempted: 'lost',
  creating: 'moving',
  starting: 'moving',
  waitingForStartTask: 'moving',
  rebooting: 'moving',
  reimaging: 'moving',
  upgradingOS: 'moving',
  leavingPool: 'moving',
  deallocating: 'moving',
  running: 'running',
  idle: 'idle',
  offline: 'offline',
  deallocated: 'offline',
};
const states = Object.keys(looks) as readonly CountedState[];

/** Converts the name of a count to that of its state; the names differ only in case. */
function toState(counted: CountedState): NodeState {
  return counted.toLowerCase() as Lowercase<CountedState>;
}

/**
 * Charts the nodes of a pool by state, as the service counts them. Undefined if there are no nodes or they were not
 * counted.
 */
export function chartNodeCounts(counts: PoolNodeCounts | undefined): Chart | undefined {
  const { dedicated, lowPriority } = counts ?? {};
  const kinds = [
    { label: l10n.t('Dedicated nodes'), counted: { dedicated } },
    { label: l10n.t('Spot (low-priority) nodes'), counted: { lowPriority } },
  ].filter(({ counted }) => countNodes(counted, 'total') > 0 || countNodes(counted, ...states) > 0);
  const some = states.filter((state) =>
    kinds.some(({ counted }) => countNodes(counted, state) > 0 || !areNodesCounted(counted, state)),
  );
  if (kinds.length === 0 || some.length === 0) return undefined;
  return {
    form: 'nodes',
    title: '',
    of: l10n.t('Nodes'),
    series: some.map((state) => ({ name: describeStateOfMany('node', toState(state)), look: looks[state] })),
    rows: kinds.map(
      ({ label, counted }): ChartRow => ({ label, values: some.map((state) => toCount(counted, [state])) }),
    ),
    notes: [],
  };
}

/** Returns the number of nodes in some states; a lower bound if one of the counts is missing. */
function toCount(counts: CountedKinds, some: readonly CountedState[]): Count | undefined {
  const count = countNodes(counts, ...some);
  if (areNodesCounted(counts, ...some)) return toExact(count);
  return count === 0 ? undefined : { count, isComplete: false };
}

interface NodeSeries extends ChartSeries {
  /** Undefined if the count is unknown. */
  readonly count: (counts: PoolNodeCounts) => Count | undefined;
}

/** Lists the series of a chart of several pools' nodes, which groups states because there are too many to compare. */
export function listNodeSeries(): readonly NodeSeries[] {
  const names: readonly (readonly [ChartLook, string])[] = [
    ['failed', l10n.t({ message: 'need attention', comment: ['Names a number of nodes'] })],
    ['lost', describeStateOfMany('node', 'preempted')],
    ['moving', l10n.t({ message: 'changing state', comment: ['Names a number of nodes'] })],
    ['running', describeStateOfMany('node', 'running')],
    ['idle', describeStateOfMany('node', 'idle')],
    ['offline', describeStateOfMany('node', 'offline')],
  ];
  return names.map(([look, name]) => {
    const own = states.filter((state) => looks[state] === look);
    return { name, look, count: (counts) => toCount(counts, own) };
  });
}
