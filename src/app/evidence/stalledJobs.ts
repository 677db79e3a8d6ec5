import type { StalledJob } from '../../core/diagnosis/account/jobsToLookAt.ts';
import { countRunning } from '../../core/impact/unlookedTasks.ts';
import { findPoolOfJob, isOver, type Job } from '../../core/model/job.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import { findById } from '../lists/findById.ts';
import { loadOnce } from '../lists/loadOnce.ts';
import { findSeenNodes } from '../lists/seenNodes.ts';
import { hasWaiting, listWanted, type WantedJobs } from '../lists/taskCount.ts';
import type { Bundles } from '../ports.ts';
import { gatherRunning } from './accountOverview.ts';
import { MissingEvidence } from './missingEvidence.ts';

/** Jobs with running tasks that may never end, and the number of running tasks of the wanted jobs that were checked. */
export interface FoundStalled {
  readonly jobs: readonly StalledJob[];
  readonly looked: number;
}

/** Maximum number of other jobs of a pool that are looked at because they may hold what a wanted job waits for. */
const mostBeside = 5;

/**
 * Checks running tasks in the oldest of the wanted jobs, with one request per job. A task that is retried without limit
 * never counts as failed. If a single job is wanted, also checks other jobs of its pool for whose slots it waits.
 */
export async function findStalledJobs(
  bundles: Pick<Bundles, 'diagnosis'>,
  store: Pick<AccountStore, 'account' | 'service' | 'snapshot' | 'load' | 'loadMissingTaskCounts'>,
  wanted: WantedJobs,
  now: Date,
): Promise<FoundStalled> {
  const beside = wanted.jobId === undefined ? [] : await loadBeside(store, wanted.jobId);
  const { account, service, snapshot } = store;
  const own = listWanted(snapshot, wanted);
  const jobs = [...own, ...beside];
  const running = await gatherRunning({ service, snapshot }, new MissingEvidence(), jobs);
  const pools = snapshot.slice({ kind: 'pools' }).items;
  const idle = pools.map(({ id }) => ({ nodes: findSeenNodes(snapshot, id)?.items ?? [] }));
  return {
    jobs: bundles.diagnosis().listStalledJobs({ accountId: account.id, jobs, running, idle, now }),
    looked: countRunning(new Map(own.map(({ id }) => [id, running.get(id) ?? []]))),
  };
}

/** Loads the counts of other active jobs in the pool of a job with waiting tasks, those that start first at the front. */
async function loadBeside(
  store: Pick<AccountStore, 'snapshot' | 'load' | 'loadMissingTaskCounts'>,
  jobId: string,
): Promise<readonly Job[]> {
  const job = findById(store.snapshot.slice({ kind: 'jobs' }).items, jobId);
  const poolId = job && findPoolOfJob(job);
  if (job === undefined || poolId === undefined || !hasWaiting(job, store.snapshot)) return [];
  await loadOnce(store, { kind: 'jobs' });
  const beside = listWanted(store.snapshot, { poolId })
    .filter((other) => other.id !== jobId && !isOver(other))
    .toSorted((one, other) => (other.priority ?? 0) - (one.priority ?? 0))
    .slice(0, mostBeside);
  await store.loadMissingTaskCounts(beside.map(({ id }) => id));
  return beside;
}
