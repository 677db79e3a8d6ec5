import type { OtherJob } from '../../core/diagnosis/process/taskContext.ts';
import { and, equals } from '../../core/filters/odata.ts';
import type { ComputeNode } from '../../core/model/computeNode.ts';
import { definedOnly } from '../../core/model/defined.ts';
import { findPoolOfJob, type Job } from '../../core/model/job.ts';
import type { AccountSnapshot, AccountStore } from '../../service/store/accountStore.ts';
import type { MissingEvidence } from './missingEvidence.ts';
import { readFirstPage } from './readPages.ts';

/** Maximum number of jobs with a higher priority whose waiting tasks are counted. */
const mostCounted = 3;
const pageSize = 1000;
const select: readonly (keyof Job)[] = ['id', 'state', 'priority', 'poolInfo', 'executionInfo', 'usesTaskDependencies'];

/**
 * Lists the other active jobs of the pool of a job whose tasks wait for room on `nodes`, and counts the tasks that wait
 * in those with the highest priority, because they start first. Without busy nodes, sends no request. Undefined if not
 * all jobs are known.
 */
export async function gatherOtherJobs(
  { service, snapshot }: Pick<AccountStore, 'service' | 'snapshot'>,
  job: Job | undefined,
  nodes: readonly ComputeNode[] | undefined,
  absent: MissingEvidence,
): Promise<readonly OtherJob[] | undefined> {
  const poolId = job && findPoolOfJob(job);
  if (job === undefined || poolId === undefined) return undefined;
  const { items, hasMore, loadedAt } = snapshot.slice({ kind: 'jobs' });
  const loaded = loadedAt === undefined || hasMore ? undefined : items;
  if (!areBusy(nodes)) return loaded && toOthers(loaded, snapshot, job, poolId);
  const filter = and(equals('executionInfo/poolId', poolId), equals('state', 'active'));
  const all = loaded ?? (await absent.ifThere(readFirstPage(service.jobs.listJobs({ filter, select, pageSize }))));
  if (all === undefined || (loaded === undefined && all.length >= pageSize)) return undefined;
  const others = toOthers(all, snapshot, job, poolId);
  const counted = others
    .filter(({ priority = 0, waiting }) => priority > (job.priority ?? 0) && waiting === undefined)
    .sort((one, other) => (other.priority ?? 0) - (one.priority ?? 0))
    .slice(0, mostCounted);
  const counts = new Map(
    await Promise.all(
      counted.map(async ({ id }) => [id, await absent.ifThere(service.jobs.getTaskCounts(id))] as const),
    ),
  );
  return others.map((one) => definedOnly<OtherJob>({ ...one, waiting: one.waiting ?? counts.get(one.id)?.active }));
}

/** Checks whether nodes run tasks and none is idle. */
function areBusy(nodes: readonly ComputeNode[] = []): boolean {
  return nodes.some(({ state }) => state === 'running') && nodes.every(({ state }) => state !== 'idle');
}

function toOthers(
  jobs: readonly Job[],
  { taskCounts }: AccountSnapshot,
  own: Job,
  poolId: string,
): readonly OtherJob[] {
  return jobs
    .filter((job) => job.id !== own.id && findPoolOfJob(job) === poolId && job.state === 'active')
    .map(({ id, priority = 0, usesTaskDependencies }) =>
      definedOnly<OtherJob>({ id, priority, waiting: taskCounts.get(id)?.active, usesTaskDependencies }),
    );
}
