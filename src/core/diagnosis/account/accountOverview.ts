import * as l10n from '@vscode/l10n';
import { countRunning, sayUnlookedRunning } from '../../impact/unlookedTasks.ts';
import type { ComputeNode } from '../../model/computeNode.ts';
import type { Job, TaskCounts } from '../../model/job.ts';
import { countNodes, type Pool, type PoolNodeCounts } from '../../model/pool.ts';
import type { Task } from '../../model/task.ts';
import { isOutOfReach } from '../../refusals/monitorAnswers.ts';
import { plural } from '../../text/plural.ts';
import { asCount, formatNumber } from '../../words/numbers.ts';
import type { Cause } from '../causes/causes.ts';
import { isWhole, type ReadShare } from '../causes/causesSection.ts';
import { toCostSection } from '../causes/cost.ts';
import type { QuotaEvidence } from '../evidence/quotaEvidence.ts';
import { type Chart, type ChartRow, toExact } from '../explanation/chart.ts';
import type { Evidence, Section, SectionId } from '../explanation/explanation.ts';
import { listQuotaUse, type QuotaUse } from '../pool/countQuota.ts';
import { type OfferEvidence, toEndsSection } from '../pool/endsSection.ts';
import { describeIdle } from '../pool/idleNodes.ts';
import { chartJobs } from './chartJobs.ts';
import { chartPools } from './chartPools.ts';
import type { JobsToLookAt } from './jobsToLookAt.ts';
import { type AccountPast, listPastSections } from './pastSections.ts';

/** The known contents of an account. */
export interface AccountOverview {
  readonly accountId: string;
  readonly pools: readonly Pool[];
  readonly areAllPools: boolean;
  readonly whyNoPools?: string | undefined;
  readonly whyNoJobs?: string | undefined;
  readonly nodeCounts: ReadonlyMap<string, PoolNodeCounts>;
  readonly whyNoNodeCounts?: string | undefined;
  readonly jobs: readonly Job[];
  readonly areAllJobs: boolean;
  readonly counts: ReadonlyMap<string, TaskCounts>;
  /** Running tasks by job, with tasks that succeeded, if they were read. */
  readonly running?: ReadonlyMap<string, readonly Task[]> | undefined;
  /** Waiting tasks by job, as far as they were read. */
  readonly waiting?: ReadonlyMap<string, readonly Task[]> | undefined;
  /** Why a job's tasks wait, by job, where a task was read because the lists don't show every reason. */
  readonly explainedWaits?: ReadonlyMap<string, string> | undefined;
  readonly quotas?: QuotaEvidence | undefined;
  readonly offer?: OfferEvidence | undefined;
  readonly apiVersion?: string | undefined;
  /** Idle nodes of the pools in which some nodes were checked. */
  readonly idle?: readonly IdleNodes[] | undefined;
  /** Number of pools with idle nodes that were not checked. */
  readonly idlePoolsLeft?: number | undefined;
  /** Number of jobs that have ended whose release tasks were not checked. */
  readonly releasesLeft?: number | undefined;
  /** Time of the user's last look at the account's failures before the current one, ISO 8601; absent if unknown. */
  readonly lookedAt?: string | undefined;
  /** Azure's records of the account outside Batch; absent if they weren't requested. */
  readonly past?: AccountPast | undefined;
  readonly now: Date;
}

/** Nodes of one pool, including idle ones. */
export interface IdleNodes {
  readonly poolId: string;
  readonly nodes: readonly ComputeNode[];
  /** True if `nodes` includes all idle nodes. */
  readonly isComplete: boolean;
}

/** Describes pools with their nodes, jobs with their tasks, quotas, and idle resources, if they are known. */
export function listOverview(
  overview: AccountOverview,
  toLookAt: JobsToLookAt | undefined,
  causes: readonly Cause[],
  coverage: ReadShare,
): readonly (Section | undefined)[] {
  const { accountId, pools, areAllPools, whyNoPools, nodeCounts, areAllJobs, whyNoJobs } = overview;
  const unlooked = sayUnlookedRunning(countUnlooked(overview));
  const [poolChart, jobChart] = [chartPools(accountId, pools, nodeCounts, causes), chartJobs({ ...overview, causes })];
  return [
    toOverviewSection('pools', l10n.t('Pools'), poolChart, [
      ...describeUnlisted(areAllPools || poolChart === undefined, whyNoPools),
      ...describeUncounted(overview),
    ]),
    toOverviewSection('jobs', l10n.t('Jobs'), jobChart, [
      ...(toLookAt?.items ?? []),
      ...(causes.length > 0 && unlooked !== '' ? [{ text: unlooked }] : []),
      ...describeUnlisted(areAllJobs || jobChart === undefined, whyNoJobs),
    ]),
    ...listBesideBatch(overview),
    toEndsSection(overview),
    addIdle(
      toCostSection({
        failing: causes.flatMap(({ failures }) => failures.map(({ failing }) => failing)),
        isComplete: isWhole(coverage),
        now: overview.now,
        idle: listAtHand(overview),
      }),
      listIdle(overview),
    ),
  ];
}

/** Counts the running tasks that weren't read, in the jobs that were counted. */
export function countUnlooked({ counts, running }: Pick<AccountOverview, 'counts' | 'running'>): number {
  const all = [...counts.values()].reduce((sum, one) => sum + one.running, 0);
  return Math.max(0, all - (running === undefined ? 0 : countRunning(running)));
}

/** Lists what Azure knows beside Batch. If none of it can be read, for one reason, one section says so. */
function listBesideBatch(overview: AccountOverview): readonly (Section | undefined)[] {
  const [past, quotas] = [listPast(overview), toQuotasSection(overview)];
  const metrics = overview.past?.metrics;
  const isNoneRead = metrics !== undefined && 'unknown' in metrics && isOutOfReach(metrics);
  return isNoneRead && quotas.charts === undefined
    ? past.map((section) => section && { ...section, title: l10n.t('The last 24 hours and quotas') })
    : [...past, quotas];
}

function listPast({ past, accountId, jobs, areAllJobs }: AccountOverview): readonly (Section | undefined)[] {
  const jobIds = new Set(jobs.map(({ id }) => id.toLowerCase()));
  return past === undefined ? [] : listPastSections(past, { accountId, jobIds, areAllJobs });
}

/** Lists the loaded nodes of each pool, and the number of its offline nodes. */
function listAtHand({ pools, nodeCounts, idle = [] }: AccountOverview) {
  return pools.map((pool) => {
    const { nodes = [], isComplete = true } = idle.find(({ poolId }) => poolId === pool.id) ?? {};
    return { nodes, isComplete, pool, offline: countNodes(nodeCounts.get(pool.id), 'offline') };
  });
}

function toOverviewSection(
  id: SectionId,
  title: string,
  chart: Chart | undefined,
  items: readonly Evidence[],
): Section {
  return { id, title, items, ...(chart === undefined ? {} : { charts: [chart] }) };
}

function describeUnlisted(areAll: boolean, why: string | undefined): readonly Evidence[] {
  if (why !== undefined) return [{ text: l10n.t('They could not be listed: {reason}', { reason: why }) }];
  return areAll ? [] : [{ text: l10n.t('There are more than were listed.') }];
}

function describeUncounted({ whyNoNodeCounts: reason }: AccountOverview): readonly Evidence[] {
  return reason === undefined
    ? []
    : [{ text: l10n.t("Node states aren't included in these numbers. {reason}", { reason }) }];
}

function toQuotasSection({ quotas = {}, pools, areAllPools }: AccountOverview): Section {
  const chart = chartQuotas(listQuotaUse({ ...quotas, ...(areAllPools ? { pools } : {}) }));
  const why = quotas.whyUnknown === undefined ? [] : [{ text: quotas.whyUnknown }];
  return toOverviewSection('quotas', l10n.t('Quotas'), chart, why);
}

/** Lists idle nodes below what they cost, which is unknown for an unknown VM size. */
function addIdle(cost: Section | undefined, idle: readonly Evidence[]): Section {
  return cost === undefined
    ? { id: 'idle', title: l10n.t('Nodes idle for over an hour'), items: idle }
    : { ...cost, items: [...cost.items, ...idle] };
}

/** Lists the nodes that cost money while idle, by pool. */
function listIdle({ accountId, pools, idle = [], idlePoolsLeft = 0, now }: AccountOverview): readonly Evidence[] {
  const listed = idle.flatMap(({ poolId, nodes, isComplete }): readonly Evidence[] => {
    const pool = pools.find(({ id }) => id === poolId) ?? { id: poolId };
    const text = describeIdle({ pool, nodes, areAllNodes: isComplete, now });
    const leadsTo = { resource: { kind: 'pool', accountId, poolId }, document: 'explanation' } as const;
    return text === undefined ? [] : [{ text, leadsTo }];
  });
  if (idlePoolsLeft === 0) return listed;
  return [
    ...listed,
    {
      text: plural(idlePoolsLeft, {
        one: l10n.t(
          "{count} more pool has idle nodes. How long they've been idle wasn't checked.",
          asCount(idlePoolsLeft),
        ),
        other: l10n.t(
          "{count} more pools have idle nodes. How long they've been idle wasn't checked.",
          asCount(idlePoolsLeft),
        ),
      }),
    },
  ];
}

/**
 * Checks whether the last attempt to read an account failed completely, for example after a sign-out, so the known data
 * is older.
 */
export function isUnlisted({ whyNoPools, whyNoJobs }: AccountOverview): boolean {
  return whyNoPools !== undefined && whyNoJobs !== undefined;
}

/**
 * Describes the tasks of an account without failures; undefined if not all tasks or nodes were counted, or if the last
 * attempt to list them failed.
 */
export function describeHealth(overview: AccountOverview): string | undefined {
  const { jobs, areAllJobs, counts, whyNoPools, whyNoJobs, whyNoNodeCounts } = overview;
  const counted = jobs.map(({ id }) => counts.get(id));
  if (!areAllJobs || counted.includes(undefined)) return undefined;
  if ([whyNoPools, whyNoJobs, whyNoNodeCounts].some((why) => why !== undefined)) return undefined;
  const add = (group: 'succeeded' | 'running' | 'active'): string =>
    formatNumber(counted.reduce((sum, one) => sum + (one?.[group] ?? 0), 0));
  if (jobs.length === 0) return l10n.t('The account has no jobs.');
  return l10n.t('Tasks: {succeeded} succeeded, {running} running, {active} waiting.', {
    succeeded: add('succeeded'),
    running: add('running'),
    active: add('active'),
  });
}

function chartQuotas(uses: readonly QuotaUse[]): Chart | undefined {
  if (uses.length === 0) return undefined;
  return {
    form: 'shares',
    title: '',
    of: l10n.t('Quota'),
    series: [
      { name: l10n.t({ message: 'used', comment: ['Names a share of a quota'] }), look: 'used' },
      { name: l10n.t({ message: 'free', comment: ['Names a share of a quota'] }), look: 'free' },
    ],
    rows: uses.map(toQuotaRow),
    notes: [],
  };
}

function toQuotaRow({ what, limit, used }: QuotaUse): ChartRow {
  if (used === undefined)
    return {
      label: what,
      values: [undefined, undefined],
      note: l10n.t('The limit is {limit}.', { limit: formatNumber(limit) }),
    };
  return { label: what, values: [toExact(used), toExact(Math.max(0, limit - used))] };
}
