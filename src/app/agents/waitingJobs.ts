import type { WaitingJob } from '../../core/diagnosis/account/chartJobs.ts';
import type { StalledJob } from '../../core/diagnosis/account/jobsToLookAt.ts';
import { findPoolOfJob, isOver, type Job } from '../../core/model/job.ts';
import { formatTime } from '../../core/words/times.ts';
import type { AccountSnapshot, AccountStore } from '../../service/store/accountStore.ts';
import type { CauseSet } from '../causes/knownCauses.ts';
import { toKnownJobs } from '../evidence/accountOverview.ts';
import { findStuck } from '../lists/stuckJob.ts';
import { listWanted, toWaitingScope, type WantedJobs } from '../lists/taskCount.ts';
import type { DataLine } from './fence.ts';
import type { AgentServices } from './services.ts';
import { nameThing } from './targets.ts';

const mostJobs = 10;

/** A job with waiting tasks. */
export interface WaitingHere extends WaitingJob {
  /** True if its tasks don't start until someone acts. */
  readonly isStuck: boolean;
}

/**
 * Lists the wanted jobs with waiting tasks, most waiting tasks first. A wait doesn't end on its own for certain if the
 * pool has tasks that may never end, in a `stalled` job.
 */
export function listWaiting(
  services: Pick<AgentServices, 'bundles' | 'clock'>,
  { account, snapshot }: AccountStore,
  { causes }: Pick<CauseSet, 'causes'>,
  wanted: WantedJobs,
  stalled: readonly StalledJob[],
): readonly WaitingHere[] {
  const held = new Set(stalled.map(({ poolId }) => poolId));
  const ids = new Set(listWanted(snapshot, wanted).map(({ id }) => id));
  return services.bundles
    .diagnosis()
    .listWaitingJobs({
      ...toKnownJobs(snapshot),
      accountId: account.id,
      causes,
      now: new Date(services.clock.now()),
    })
    .filter(({ job }) => ids.has(job.id))
    .map((one) => ({
      ...one,
      endsAlone: one.endsAlone === true && held.has(findPoolOfJob(one.job)) ? undefined : one.endsAlone,
      isStuck: one.endsAlone === false || findStuck(one.job, snapshot) !== undefined,
    }));
}

/** Describes what waits in the wanted jobs: how many tasks, since when, why, whether that ends, and the call for more. */
export function describeWaiting(
  services: AgentServices,
  { account, snapshot }: AccountStore,
  all: readonly WaitingHere[],
  wanted: WantedJobs,
): readonly DataLine[] {
  if (all.length === 0) return [];
  const total = all.reduce((sum, { count }) => sum + count, 0);
  const areAll = listWanted(snapshot, wanted).every(({ id }) => snapshot.taskCounts.has(id));
  return [
    '',
    `waiting tasks: ${areAll ? '' : 'at least '}${total} in ${all.length} ${all.length === 1 ? 'job' : 'jobs'}`,
    ...all.slice(0, mostJobs).map(({ job, count, reasons, endsAlone, isStuck }) => {
      const why = reasons.length === 0 && !isOver(job) ? ['Why was not read here.'] : reasons;
      const resource = { kind: 'job', accountId: account.id, jobId: job.id } as const;
      const end = describeEnd(job, isStuck, endsAlone);
      const said = `   ${count} in job ${job.id}, ${describeSince(job, snapshot)}: ${[...why, end].join(' ')}`;
      return nameThing(services, said, resource);
    }),
    ...(all.length > mostJobs ? [`   the rest in ${all.length - mostJobs} other jobs`] : []),
  ];
}

function describeSince(job: Job, snapshot: AccountSnapshot): string {
  const { items } = snapshot.slice(toWaitingScope(job.id));
  const [oldest] = items.flatMap(({ creationTime }) => creationTime ?? []).sort();
  if (oldest !== undefined) return `the oldest added ${formatTime(oldest)}`;
  return job.creationTime === undefined ? 'added at an unknown time' : `job created ${formatTime(job.creationTime)}`;
}

function describeEnd(job: Job, isStuck: boolean, endsAlone: boolean | undefined): string {
  if (isOver(job)) return 'The job has ended. Steps:';
  if (isStuck) return "They don't start until someone acts. Steps:";
  return endsAlone === true ? 'As far as is known, they start on their own. More:' : 'Reason and steps:';
}
