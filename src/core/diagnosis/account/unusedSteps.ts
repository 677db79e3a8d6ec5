import * as l10n from '@vscode/l10n';
import { findNoneAble } from '../../impact/unableNodes.ts';
import { findPoolOfJob } from '../../model/job.ts';
import { countNodes, type Pool, type PoolNodeCounts } from '../../model/pool.ts';
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

function adviseIdle(
  pool: Pool,
  { accountId, jobs, counts, nodeCounts, idle = [], now }: AccountOverview,
): readonly Fix[] {
  const { nodes, isComplete } = idle.find(({ poolId }) => poolId === pool.id) ?? {};
  const title = describeIdle({ pool, nodes, areAllNodes: isComplete, now });
  const isNeeded = jobs.some((job) => findPoolOfJob(job) === pool.id && (counts.get(job.id)?.active ?? 0) > 0);
  return title === undefined || isNeeded || hasTrouble(pool, nodeCounts.get(pool.id))
    ? []
    : [toFix(accountId, pool, title, adviseFewer(pool).text)];
}

/** Checks whether a pool's page has other steps first, for nodes in trouble or a size that was not reached. */
function hasTrouble(pool: Pool, counts: PoolNodeCounts | undefined): boolean {
  return describeTrouble(pool, counts) !== '' || countNodes(counts, 'total') !== countNodes(counts, 'idle', 'running');
}

function adviseOffline(pool: Pool, { accountId, nodeCounts }: AccountOverview): readonly Fix[] {
  const counts = nodeCounts.get(pool.id);
  const offline = countNodes(counts, 'offline');
  if (offline === 0 || findNoneAble(counts) !== undefined) return [];
  return [toFix(accountId, pool, pool.id, adviseBringOnline(offline, undefined))];
}

function toFix(accountId: string, { id: poolId }: Pool, title: string, step: string): Fix {
  const leadsTo = { resource: { kind: 'pool', accountId, poolId }, document: 'explanation' } as const;
  return { text: l10n.t('{title}: {step}', { title, step }), place: { title, step, leadsTo } };
}
