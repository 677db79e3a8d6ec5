import type { StalledJob } from '../../core/diagnosis/account/jobsToLookAt.ts';
import { countRunning } from '../../core/impact/unlookedTasks.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import { findSeenNodes } from '../lists/seenNodes.ts';
import { listWanted, type WantedJobs } from '../lists/taskCount.ts';
import type { Bundles } from '../ports.ts';
import { gatherRunning } from './accountOverview.ts';
import { MissingEvidence } from './missingEvidence.ts';

/** The wanted jobs with running tasks that may never end, and the number of running tasks that were checked. */
export interface FoundStalled {
  readonly jobs: readonly StalledJob[];
  readonly looked: number;
}

/**
 * Checks running tasks in the oldest of the wanted jobs, with one request per job. A task that is retried without limit
 * never counts as failed.
 */
export async function findStalledJobs(
  bundles: Pick<Bundles, 'diagnosis'>,
  { account, service, snapshot }: Pick<AccountStore, 'account' | 'service' | 'snapshot'>,
  wanted: WantedJobs,
  now: Date,
): Promise<FoundStalled> {
  const jobs = listWanted(snapshot, wanted);
  const running = await gatherRunning({ service, snapshot }, new MissingEvidence(), jobs);
  const pools = snapshot.slice({ kind: 'pools' }).items;
  const idle = pools.map(({ id }) => ({ nodes: findSeenNodes(snapshot, id)?.items ?? [] }));
  return {
    jobs: bundles.diagnosis().listStalledJobs({ accountId: account.id, jobs, running, idle, now }),
    looked: countRunning(running),
  };
}
