import type { AccountOverview, IdleNodes } from '../../core/diagnosis/account/accountOverview.ts';
import type { AccountPast } from '../../core/diagnosis/account/pastSections.ts';
import type { OfferEvidence } from '../../core/diagnosis/pool/endsSection.ts';
import { equals } from '../../core/filters/odata.ts';
import { taskFilters } from '../../core/filters/taskFilters.ts';
import type { ComputeNode } from '../../core/model/computeNode.ts';
import type { Job, TaskCounts } from '../../core/model/job.ts';
import { areNodesCounted, countNodes } from '../../core/model/pool.ts';
import type { AccountResource } from '../../core/model/resource.ts';
import type { Task } from '../../core/model/task.ts';
import { type NodeNames, toKnownNames } from '../../core/words/nodeNames.ts';
import type { AccountSnapshot, AccountStore } from '../../service/store/accountStore.ts';
import { newestFirst } from '../lists/newestFirst.ts';
import { countResolved } from '../lists/resolved.ts';
import { findSeenNodes } from '../lists/seenNodes.ts';
import { countTasks, mayRelease, toWaitingScope } from '../lists/taskCount.ts';
import type { MissingEvidence } from './missingEvidence.ts';
import { readFirstPage } from './readPages.ts';

/** Maximum number of pools whose nodes are requested, with one request each. */
const maxPoolsAsked = 5;
/** Maximum number of jobs whose running tasks are requested, with one request each. */
const maxJobsAsked = 20;
const pageSize = 1000;
/** Properties of a running task that show whether it may never end. */
const ofRunning: readonly (keyof Task)[] = [
  ...(['id', 'state', 'stateTransitionTime', 'previousState', 'previousStateTransitionTime', 'creationTime'] as const),
  ...(['executionInfo', 'nodeInfo', 'constraints'] as const),
];
const select: readonly (keyof ComputeNode)[] = ['id', 'state', 'stateTransitionTime', 'allocationTime'];

interface FoundNodes extends IdleNodes {
  readonly areAll: boolean;
}

/**
 * Describes an account based on the data that its views have loaded. Requests only its quotas, the available images and
 * VM sizes, the running tasks of a few jobs, and outdated or missing nodes of a few pools: those in `troubled`, whose
 * nodes the explanation mentions, and those with the most idle nodes or with offline nodes.
 */
export async function gatherOverview(
  store: Pick<AccountStore, 'service' | 'snapshot'>,
  { accountId }: AccountResource,
  absent: MissingEvidence,
  {
    troubled,
    past,
    lookedAt,
    now,
    askOffer,
  }: {
    readonly troubled: ReadonlySet<string>;
    readonly past?: AccountPast | undefined;
    /** When the user last viewed the account's failures, ISO 8601. */
    readonly lookedAt?: string | undefined;
    readonly now: Date;
    readonly askOffer: () => Promise<OfferEvidence | undefined>;
  },
): Promise<{ readonly overview: AccountOverview; readonly nodeNames: NodeNames }> {
  const { service, snapshot } = store;
  const [pools, jobs] = [snapshot.slice({ kind: 'pools' }), snapshot.slice({ kind: 'jobs' })];
  const [quotas, offer, running, { found, idlePoolsLeft }] = await Promise.all([
    service.quotas.getQuotas(),
    pools.items.length === 0 ? undefined : askOffer(),
    gatherRunning(store, absent, jobs.items),
    gatherNodes(store, absent, troubled),
  ]);
  const overview = {
    accountId,
    ...toKnownJobs(snapshot),
    whyNoPools: pools.error?.message,
    whyNoJobs: jobs.error?.message,
    whyNoNodeCounts: snapshot.nodeCountsRefusal?.message,
    areAllJobs: jobs.loadedAt !== undefined && !jobs.hasMore,
    running,
    quotas,
    offer,
    apiVersion: service.apiVersion,
    idle: found,
    idlePoolsLeft,
    releasesLeft: jobs.items.filter(
      (job) => mayRelease(job) && snapshot.slice({ kind: 'preparation', jobId: job.id }).loadedAt === undefined,
    ).length,
    past,
    lookedAt,
    now,
  };
  const named = found.flatMap(({ nodes, areAll }) => [...toKnownNames({ items: nodes, hasMore: !areAll })]);
  return { overview, nodeNames: new Map(named) };
}

/** Describes the loaded pools and jobs of an account. Sends no requests. */
export function toKnownJobs(snapshot: AccountSnapshot) {
  const [pools, jobs] = [snapshot.slice({ kind: 'pools' }), snapshot.slice({ kind: 'jobs' })];
  return {
    pools: pools.items,
    areAllPools: pools.loadedAt !== undefined && !pools.hasMore,
    nodeCounts: snapshot.nodeCounts,
    jobs: jobs.items,
    waiting: new Map(jobs.items.map(({ id }) => [id, snapshot.slice(toWaitingScope(id)).items])),
    counts: new Map(
      [...snapshot.taskCounts].map(([jobId, counts]) => [jobId, leaveOutResolved(snapshot, jobId, counts)]),
    ),
  };
}

/** Subtracts failed tasks whose work was done under other IDs from the counts of a job. */
function leaveOutResolved(snapshot: AccountSnapshot, jobId: string, counts: TaskCounts): TaskCounts {
  const resolved = countResolved(snapshot, jobId);
  return resolved === 0 ? counts : { ...counts, failed: Math.max(0, counts.failed - resolved) };
}

/** Returns the running tasks of jobs by job, with loaded tasks that succeeded, which show how long tasks take. */
export async function gatherRunning(
  { service, snapshot }: Pick<AccountStore, 'service' | 'snapshot'>,
  absent: MissingEvidence,
  jobs: readonly Job[],
): Promise<ReadonlyMap<string, readonly Task[]>> {
  const busy = jobs
    .filter(({ id }) => (countTasks(snapshot, id, 'running') ?? 0) > 0)
    // In the oldest jobs, tasks may have run longest.
    .toSorted((one, other) => newestFirst(other.creationTime, one.creationTime));
  const read = await Promise.all(
    busy.slice(0, maxJobsAsked).map(async ({ id }) => {
      const list = service.tasks.listTasks(id, { filter: taskFilters.running, select: ofRunning, pageSize });
      const running = await absent.ifThere(readFirstPage(list));
      const { items: succeeded } = snapshot.slice({ kind: 'tasks', jobId: id, group: 'succeeded' });
      return running === undefined ? [] : [[id, [...running, ...succeeded]] as const];
    }),
  );
  return new Map(read.flat());
}

/**
 * Returns the loaded nodes, and one page of nodes of the most important pools whose nodes are not loaded but whose
 * states are known.
 */
async function gatherNodes(
  { service, snapshot }: Pick<AccountStore, 'service' | 'snapshot'>,
  absent: MissingEvidence,
  troubled: ReadonlySet<string>,
): Promise<{ readonly found: readonly FoundNodes[]; readonly idlePoolsLeft: number }> {
  const countIdle = (poolId: string): number => countNodes(snapshot.nodeCounts.get(poolId), 'idle');
  const countOff = (poolId: string): number => countNodes(snapshot.nodeCounts.get(poolId), 'offline');
  const all = snapshot.slice({ kind: 'pools' }).items.map(({ id }) => id);
  const loaded = all.filter((poolId) => findSeenNodes(snapshot, poolId) !== undefined);
  const others = all
    .filter((poolId) => !loaded.includes(poolId) && (countIdle(poolId) + countOff(poolId) > 0 || troubled.has(poolId)))
    .sort((one, other) => Number(troubled.has(other)) - Number(troubled.has(one)) || countIdle(other) - countIdle(one));
  const asked = others.slice(0, maxPoolsAsked);
  const found = await Promise.all(
    asked.map(async (poolId): Promise<readonly FoundNodes[]> => {
      // If a pool's nodes don't fit on one page, only idle nodes matter.
      const counts = snapshot.nodeCounts.get(poolId) ?? {};
      const areAll = areNodesCounted(counts, 'total') && countNodes(counts, 'total') < pageSize;
      const filter = areAll ? {} : { filter: equals('state', 'idle') };
      const list = service.nodes.listNodes(poolId, { ...filter, select, pageSize });
      const nodes = await absent.ifThere(readFirstPage(list));
      if (nodes === undefined) return [];
      const isComplete = nodes.length < pageSize;
      return [{ poolId, nodes, isComplete, areAll: areAll && isComplete }];
    }),
  );
  const known = loaded.map((poolId): FoundNodes => {
    const { items, hasMore } = snapshot.slice({ kind: 'nodes', poolId });
    return { poolId, nodes: items, isComplete: !hasMore, areAll: !hasMore };
  });
  const left = others.slice(maxPoolsAsked).filter((poolId) => countIdle(poolId) > 0);
  return { found: [...known, ...found.flat()], idlePoolsLeft: left.length };
}
