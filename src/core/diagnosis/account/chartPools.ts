import * as l10n from '@vscode/l10n';
import { groupBy } from '../../groupBy.ts';
import { findNoneAble } from '../../impact/unableNodes.ts';
import { isStarting } from '../../model/computeNode.ts';
import { brokenStates, countNodes, isOnlyStopped, type Pool, type PoolNodeCounts } from '../../model/pool.ts';
import type { ChartLook } from '../../page/page.ts';
import { plural } from '../../text/plural.ts';
import type { Count } from '../../words/count.ts';
import { asCount, formatNumber } from '../../words/numbers.ts';
import type { Cause } from '../causes/causes.ts';
import { type Chart, type ChartRow, foldRows, nameOtherPools } from '../explanation/chart.ts';
import { joinSentences } from '../explanation/sentences.ts';
import { listNodeSeries } from '../pool/chartNodeCounts.ts';
import { isStale } from '../pool/resizeError.ts';

/** Maximum number of rows. Pools in trouble come first; the rest share one row. */
const maxRows = 20;

/** Charts an account's pools with their nodes by state, and describes their problems; undefined if there are none. */
export function chartPools(
  accountId: string,
  pools: readonly Pool[],
  nodeCounts: ReadonlyMap<string, PoolNodeCounts>,
  causes: readonly Cause[] = [],
): Chart | undefined {
  if (pools.length === 0) return undefined;
  const all = listNodeSeries();
  const hung = countHung(causes);
  const used = all.filter(({ look, count }) =>
    [...nodeCounts].some(([id, counts]) => withHung(count(counts), look, hung.get(id))?.count !== 0),
  );
  const series = used.length === 0 ? all : used;
  const entries = pools.map((pool) => {
    const counts = nodeCounts.get(pool.id);
    const hanging = hung.get(pool.id) ?? 0;
    const note = describeTrouble(pool, counts, hanging);
    const row: ChartRow = {
      label: pool.id,
      values: series.map(({ look, count }) => counts && withHung(count(counts), look, hanging)),
      leadsTo: { resource: { kind: 'pool', accountId, poolId: pool.id }, document: 'explanation' },
      ...(note === '' ? {} : { note }),
    };
    return { row, broken: countNodes(counts, ...brokenStates) + hanging };
  });
  const rows = entries.sort(byTrouble).map(({ row }) => row);
  const shown = series.map(({ count: _, ...one }) => one);
  return {
    form: 'nodes',
    title: '',
    of: l10n.t('Pool'),
    series: shown,
    rows: foldRows(rows, shown, maxRows, nameOtherPools),
    notes: [],
  };
}

/** Counts the nodes of each pool that are failures because they have been starting for too long. */
function countHung(causes: readonly Cause[]): ReadonlyMap<string, number> {
  const hung = causes.flatMap(({ failures }) =>
    failures.flatMap(({ failing }) =>
      failing.kind === 'node' && isStarting(failing.node) ? [failing.resource.poolId] : [],
    ),
  );
  return new Map([...groupBy(hung, (poolId) => poolId)].map(([poolId, { length }]) => [poolId, length]));
}

/** Counts nodes that have been starting for too long among those that need attention, not among the changing ones. */
function withHung(count: Count | undefined, look: ChartLook | undefined, hung = 0): Count | undefined {
  const change = look === 'failed' ? hung : look === 'moving' ? -hung : 0;
  return count && { ...count, count: Math.max(0, count.count + change) };
}

interface Entry {
  readonly row: ChartRow;
  readonly broken: number;
}

/** Orders pools: those in trouble first, then by number of broken nodes, then by size. */
function byTrouble(one: Entry, other: Entry): number {
  const rank = ({ row: { note } }: Entry): number => (note === undefined ? 1 : 0);
  const size = ({ row: { values } }: Entry): number => values.reduce((sum, value) => sum + (value?.count ?? 0), 0);
  return (
    rank(one) - rank(other) ||
    other.broken - one.broken ||
    size(other) - size(one) ||
    (one.row.label < other.row.label ? -1 : 1)
  );
}

/** Describes why a pool has no nodes or its nodes don't work; empty if there is no trouble. */
export function describeTrouble(pool: Pool, counts: PoolNodeCounts | undefined, hung = 0): string {
  const failed = countNodes(counts, 'startTaskFailed');
  const unusable = countNodes(counts, 'unusable');
  const lost = countNodes(counts, 'unknown');
  const preempted = countNodes(counts, 'preempted');
  const offline = countNodes(counts, 'offline');
  return joinSentences([
    pool.state === 'deleting' ? l10n.t('The pool is being deleted.') : '',
    describeResize(pool),
    pool.autoScaleRun?.error === undefined ? '' : l10n.t('The autoscale formula is failing.'),
    findNoneAble(counts) === undefined ? '' : l10n.t('No node can run tasks.'),
    plural(offline, {
      '=0': '',
      one: l10n.t('{count} node is offline.', asCount(offline)),
      other: l10n.t('{count} nodes are offline.', asCount(offline)),
    }),
    plural(failed, {
      '=0': '',
      one: l10n.t('The start task failed on {count} node.', asCount(failed)),
      other: l10n.t('The start task failed on {count} nodes.', asCount(failed)),
    }),
    plural(unusable, {
      '=0': '',
      one: l10n.t('{count} node is unusable.', asCount(unusable)),
      other: l10n.t('{count} nodes are unusable.', asCount(unusable)),
    }),
    plural(hung, {
      '=0': '',
      one: l10n.t('{count} node has been starting for over an hour.', asCount(hung)),
      other: l10n.t('{count} nodes have been starting for over an hour.', asCount(hung)),
    }),
    plural(lost, {
      '=0': '',
      one: l10n.t("{count} node isn't responding.", asCount(lost)),
      other: l10n.t("{count} nodes aren't responding.", asCount(lost)),
    }),
    plural(preempted, {
      '=0': '',
      one: l10n.t('Azure reclaimed {count} Spot node.', asCount(preempted)),
      other: l10n.t('Azure reclaimed {count} Spot nodes.', asCount(preempted)),
    }),
  ]);
}

function describeResize(pool: Pool): string {
  const [error] = pool.resizeErrors ?? [];
  if (error === undefined || isStale(pool)) return '';
  const current = (pool.currentDedicatedNodes ?? 0) + (pool.currentLowPriorityNodes ?? 0);
  const target = (pool.targetDedicatedNodes ?? 0) + (pool.targetLowPriorityNodes ?? 0);
  const parts = { current: formatNumber(current), target: formatNumber(target) };
  if (isOnlyStopped(pool.resizeErrors))
    return l10n.t('The last resize was stopped: the pool has {current} of {target} nodes.', parts);
  return error.code === undefined
    ? l10n.t('The last resize failed: the pool has {current} of {target} nodes.', parts)
    : l10n.t('The last resize failed ({code}): the pool has {current} of {target} nodes.', {
        ...parts,
        code: error.code,
      });
}
