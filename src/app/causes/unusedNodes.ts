import type { CoreHours } from '../../core/impact/coreHours.ts';
import { findIdle, findUnusedNodes, measureIdleSince, type UnusedNodes } from '../../core/impact/unusedNodes.ts';
import { findPoolOfJob, isOver } from '../../core/model/job.ts';
import { areNodesCounted, countNodes, type Pool } from '../../core/model/pool.ts';
import type { AccountSnapshot, AccountStore } from '../../service/store/accountStore.ts';
import { findJob } from '../lists/findById.ts';
import { findSeenNodes, loadSeenNodes } from '../lists/seenNodes.ts';
import type { WantedJobs } from '../lists/taskCount.ts';
import { untilNoTurn } from './knownCauses.ts';
import type { WaitingHere } from './waitingJobs.ts';

/** Maximum number of pools whose nodes are read to find since when they run nothing, with one request each. */
const mostRead = 5;

/** Finds the pools with nodes that cost money but run no tasks, the most expensive first, and whether these are all. */
export async function findUnused(
  store: AccountStore,
  wanted: WantedJobs,
  now: Date,
): Promise<{ readonly pools: readonly UnusedNodes[]; readonly areAll: boolean }> {
  const ids = listPools(store.snapshot, wanted);
  await readNodes(store, ids);
  const { snapshot } = store;
  const pools = snapshot
    .slice({ kind: 'pools' })
    .items.filter(({ id }) => ids.includes(id))
    .flatMap((pool) => {
      const seen = findSeenNodes(snapshot, pool.id)?.items ?? [];
      return findUnusedNodes(pool, snapshot.nodeCounts.get(pool.id), seen, now) ?? [];
    })
    .sort((one, other) => (other.hourly ?? 0) - (one.hourly ?? 0) || other.count - one.count);
  const areAll =
    !snapshot.slice({ kind: 'pools' }).hasMore &&
    ids.every((id) => areNodesCounted(snapshot.nodeCounts.get(id) ?? { dedicated: {} }, 'total'));
  return { pools, areAll };
}

/** Idle nodes of a pool in which tasks wait until someone acts. */
export interface IdleNodes {
  readonly poolId: string;
  readonly count: number;
  /** Jobs whose tasks wait there; never empty. */
  readonly jobIds: readonly string[];
  /** Core hours since the nodes are idle and one of these tasks can't start. */
  readonly coreHours: CoreHours;
}

/** Lists the idle nodes in pools with tasks that wait until someone acts, the most expensive first. */
export function listIdle(
  pools: readonly UnusedNodes[],
  waiting: readonly WaitingHere[],
  now: Date,
): readonly IdleNodes[] {
  return pools
    .flatMap((one) => {
      const { pool } = one;
      const stuck = listStuck(pool, waiting);
      const idle = findIdle(one);
      if (idle === undefined || stuck.length === 0) return [];
      const [since] = stuck.flatMap((each) => each.heldSince ?? each.since ?? each.job.creationTime ?? []).sort();
      const coreHours = since === undefined ? { hours: 0, isComplete: false } : measureIdleSince(one, since, now);
      return [{ poolId: pool.id, count: idle.count, jobIds: stuck.map(({ job }) => job.id), coreHours }];
    })
    .sort((one, other) => other.coreHours.hours - one.coreHours.hours);
}

/** Lists the jobs whose tasks wait in a pool until someone acts. */
export function listStuck(pool: Pool, waiting: readonly WaitingHere[]): readonly WaitingHere[] {
  return waiting.filter(({ job, isStuck }) => isStuck && !isOver(job) && findPoolOfJob(job) === pool.id);
}

/** Lists the IDs of the pools that are wanted, or in which the wanted job runs. */
export function listPools(snapshot: AccountSnapshot, { jobId, poolId }: WantedJobs): readonly string[] {
  const job = jobId === undefined ? undefined : findJob(snapshot, jobId);
  const only = poolId ?? (jobId === undefined ? undefined : ((job && findPoolOfJob(job)) ?? ''));
  const all = snapshot.slice({ kind: 'pools' }).items.map(({ id }) => id);
  return only === undefined ? all : all.filter((id) => id === only);
}

/** Reads the nodes of the pools with the most idle and offline nodes, as far as the requests of a minute go. */
async function readNodes(store: AccountStore, ids: readonly string[]): Promise<void> {
  const { snapshot } = store;
  const countUnused = (id: string): number => countNodes(snapshot.nodeCounts.get(id), 'idle', 'offline');
  const unread = ids.filter((id) => countUnused(id) > 0 && findSeenNodes(snapshot, id) === undefined);
  for (const id of unread.sort((one, other) => countUnused(other) - countUnused(one)).slice(0, mostRead)) {
    const isRead = await untilNoTurn(loadSeenNodes(store, id).then(() => true));
    if (isRead !== true) return;
  }
}
