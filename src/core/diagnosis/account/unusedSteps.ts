import * as l10n from '@vscode/l10n';
import { findNoneAble } from '../../impact/unableNodes.ts';
import { findPoolOfJob } from '../../model/job.ts';
import { countNodes, type Pool, type PoolNodeCounts } from '../../model/pool.ts';
import { plural } from '../../text/plural.ts';
import { asCount } from '../../words/numbers.ts';
import type { Fix } from '../explanation/explanation.ts';
import { adviseFewer, describeIdle } from '../pool/idleNodes.ts';
import { adviseBringOnline } from '../pool/unableNodes.ts';
import type { AccountOverview } from './accountOverview.ts';
import { describeTrouble } from './chartPools.ts';

/** Maximum number of steps, one for each pool. */
const maxSteps = 2;

/**
 * Returns the steps against nodes that cost money without running tasks, with links to their pools: idle nodes of pools
 * in which no known task waits, and offline nodes of pools whose other nodes work.
 */
export function adviseUnused(overview: AccountOverview): readonly Fix[] {
  return overview.pools
    .flatMap((pool) => [...adviseIdle(pool, overview), ...adviseOffline(pool, overview)])
    .slice(0, maxSteps);
}

function adviseIdle(pool: Pool, overview: AccountOverview): readonly Fix[] {
  const { accountId, nodeCounts, idle = [], now } = overview;
  const { nodes, isComplete } = idle.find(({ poolId }) => poolId === pool.id) ?? {};
  const title = describeIdle({ pool, nodes, areAllNodes: isComplete, now });
  return title === undefined || isWanted(pool, overview) || hasTrouble(pool, nodeCounts.get(pool.id))
    ? []
    : [toFix(accountId, pool, title, adviseFewer(pool).text)];
}

/** Checks whether tasks of known jobs wait in a pool. */
function isWanted(pool: Pool, { jobs, counts }: AccountOverview): boolean {
  return jobs.some((job) => findPoolOfJob(job) === pool.id && (counts.get(job.id)?.active ?? 0) > 0);
}

/** Checks whether a pool's page has other steps first, for nodes in trouble or a size that was not reached. */
function hasTrouble(pool: Pool, counts: PoolNodeCounts | undefined): boolean {
  return describeTrouble(pool, counts) !== '' || countNodes(counts, 'total') !== countNodes(counts, 'idle', 'running');
}

function adviseOffline(pool: Pool, overview: AccountOverview): readonly Fix[] {
  const { accountId, nodeCounts } = overview;
  const counts = nodeCounts.get(pool.id);
  const offline = countNodes(counts, 'offline');
  if (offline === 0 || findNoneAble(counts) !== undefined) return [];
  const step = isWanted(pool, overview) ? adviseBringOnline(offline, undefined) : adviseUnwanted(offline);
  return [toFix(accountId, pool, pool.id, step)];
}

function adviseUnwanted(offline: number): string {
  return plural(offline, {
    one: l10n.t(
      'Remove the offline node if no one needs it, or bring it online: it costs money, and no tasks start on it.',
    ),
    other: l10n.t(
      'Remove the {count} offline nodes if no one needs them, or bring them online: they cost money, and no tasks start on them.',
      asCount(offline),
    ),
  });
}

function toFix(accountId: string, { id: poolId }: Pool, title: string, step: string): Fix {
  const leadsTo = { resource: { kind: 'pool', accountId, poolId }, document: 'explanation' } as const;
  return { text: l10n.t('{title}: {step}', { title, step }), place: { title, step, leadsTo } };
}
