import { findPoolOfJob, isOver, type Job } from '../../core/model/job.ts';
import { countNodes } from '../../core/model/pool.ts';
import { formatTime } from '../../core/words/times.ts';
import type { AccountSnapshot, AccountStore } from '../../service/store/accountStore.ts';
import type { WaitingHere } from '../causes/waitingJobs.ts';
import { listWanted, type WantedJobs } from '../lists/taskCount.ts';
import type { DataLine } from './fence.ts';
import type { AgentServices } from './services.ts';
import { nameThing } from './targets.ts';

const mostJobs = 10;

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
    ...all.slice(0, mostJobs).map((one) => {
      const { job, count, reasons } = one;
      const why = reasons.length === 0 && !isOver(job) ? ['Why was not read here.'] : reasons;
      const resource = { kind: 'job', accountId: account.id, jobId: job.id } as const;
      const said = `   ${count} in job ${job.id}${describeIdle(job, snapshot)}, ${describeSince(one)}: ${[...why, describeWaitEnd(one)].join(' ')}`;
      return nameThing(services, said, resource);
    }),
    ...(all.length > mostJobs ? [`   the rest in ${all.length - mostJobs} other jobs`] : []),
  ];
}

/** Names the pool of a job and its idle nodes, because a task that waits beside them waits for something else. */
function describeIdle(job: Job, snapshot: AccountSnapshot): string {
  const poolId = findPoolOfJob(job);
  const counts = snapshot.nodeCounts.get(poolId ?? '');
  if (poolId === undefined || counts === undefined) return '';
  const all = countNodes(counts, 'total');
  const idle = all === 0 ? 'which has no nodes' : `where ${countNodes(counts, 'idle')} of ${all} nodes are idle`;
  return ` (pool ${poolId}, ${idle})`;
}

function describeSince({ job, since }: WaitingHere): string {
  if (since !== undefined) return `the oldest added ${formatTime(since)}`;
  return job.creationTime === undefined ? 'added at an unknown time' : `job created ${formatTime(job.creationTime)}`;
}

function describeWaitEnd({ job, count, stuck, isStuck, isExact, endsAlone }: WaitingHere): string {
  if (isOver(job)) return 'The job has ended. Steps:';
  if (isStuck && stuck < count)
    return `${isExact === true ? '' : 'At least '}${stuck} of them ${stuck === 1 ? "doesn't" : "don't"} start until someone acts. Steps:`;
  if (isStuck) return `${count === 1 ? "It doesn't" : "They don't"} start until someone acts. Steps:`;
  if (endsAlone !== true) return "It isn't known whether that ends by itself. Reason and steps:";
  return `As far as is known, ${count === 1 ? 'it starts on its' : 'they start on their'} own. More:`;
}
