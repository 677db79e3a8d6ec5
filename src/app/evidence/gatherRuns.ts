import type { Cause } from '../../core/diagnosis/causes/causes.ts';
import type { WorkRun, WorkRuns } from '../../core/diagnosis/job/runsSection.ts';
import { toCausePage } from '../../core/failures/causePage.ts';
import { countByJob } from '../../core/failures/countByJob.ts';
import { toLastingFingerprint } from '../../core/failures/failingKinds.ts';
import type { SeenFailures } from '../../core/failures/recurrence.ts';
import { isUnread } from '../../core/failures/unreadFailures.ts';
import { startsWith } from '../../core/filters/odata.ts';
import { BatchError } from '../../core/model/batchError.ts';
import { isOver, type Job, type TaskCounts } from '../../core/model/job.ts';
import { findScheduleId } from '../../core/model/jobSchedule.ts';
import type { AccountResource, JobResource } from '../../core/model/resource.ts';
import { wasRetried } from '../../core/model/task.ts';
import { toNamePattern, toNamePrefix } from '../../core/relations/jobNames.ts';
import type { Count } from '../../core/words/count.ts';
import type { AccountSnapshot, AccountStore, Scope } from '../../service/store/accountStore.ts';
import { loadOnce } from '../lists/loadOnce.ts';
import { mayRun } from '../lists/taskCount.ts';
import { readFirstPage } from './readPages.ts';

/** Maximum number of runs that a page compares. */
const mostRuns = 20;

/** Maximum number of jobs that one request lists. */
const pageSize = 1000;
const selected: readonly (keyof Job)[] = ['id', 'state', 'creationTime'];

type RunsStore = Pick<AccountStore, 'service' | 'snapshot' | 'load' | 'loadTaskCounts'>;

/** The known causes of an account or a job. */
export interface CausesIn {
  readonly resource: AccountResource | JobResource;
  readonly causes: readonly Cause[];
}

interface RunsOptions {
  readonly accountId: string;
  /** Finds the causes of the runs; it gets those in which tasks failed, the newest first. */
  readonly findCauses: (failing: readonly string[]) => Promise<readonly CausesIn[]>;
  /** Lists the failures that earlier looks saw in the runs of the same work as a job. */
  readonly listSeen: (jobId: string) => Promise<ReadonlyMap<number, readonly SeenFailures[]>>;
  /** Maximum number of requests for what isn't loaded, in addition to the list of jobs. */
  readonly mostRequests: number;
}

/**
 * Finds the latest runs of the work of a job: the jobs of its schedule, or those whose names differ only in the part
 * that changes from run to run. Undefined if its name has no such part. Lists of the account record their errors;
 * throws errors that do not come from the service.
 */
export async function gatherRunsOfJob(
  store: RunsStore,
  jobId: string,
  options: RunsOptions,
): Promise<WorkRuns | undefined> {
  const scheduleId = findScheduleId(jobId);
  if (scheduleId !== undefined) return gatherRunsOfSchedule(store, scheduleId, options);
  const pattern = toNamePattern(jobId);
  if (pattern === undefined) return undefined;
  const { jobs, hasMore } = await listJobsLike(store, jobId);
  const alike = jobs.filter(({ id }) => toNamePattern(id) === pattern);
  return gatherRuns(store, { jobs: alike, hasMore }, options);
}

/** Finds the latest jobs of a schedule, with the causes of their failures. Never throws; lists record their errors. */
export async function gatherRunsOfSchedule(
  store: RunsStore,
  scheduleId: string,
  options: RunsOptions,
): Promise<WorkRuns> {
  const scope = { kind: 'scheduleJobs', scheduleId } as const;
  await loadOnce(store, scope);
  const { items: jobs, hasMore } = store.snapshot.slice(scope);
  return gatherRuns(store, { jobs, hasMore }, options);
}

/** The service has its own order, so jobs beyond those that were listed may be newer. */
interface ListedJobs {
  readonly jobs: readonly Job[];
  readonly hasMore: boolean;
}

/** Lists the jobs whose names begin like that of a job, from the service if the account's jobs aren't all loaded. */
async function listJobsLike({ service, snapshot }: RunsStore, jobId: string): Promise<ListedJobs> {
  const { items, loadedAt, hasMore } = snapshot.slice({ kind: 'jobs' });
  const prefix = toNamePrefix(jobId);
  if ((loadedAt !== undefined && !hasMore) || prefix === undefined) return { jobs: items, hasMore };
  try {
    const filter = startsWith('id', prefix);
    const jobs = await readFirstPage(service.jobs.listJobs({ filter, select: selected, pageSize }));
    return { jobs, hasMore: jobs.length >= pageSize };
  } catch (error) {
    if (BatchError.is(error)) return { jobs: items, hasMore: true };
    throw error;
  }
}

async function gatherRuns(
  store: RunsStore,
  { jobs, hasMore }: ListedJobs,
  { accountId, findCauses, listSeen, mostRequests }: RunsOptions,
): Promise<WorkRuns> {
  const latest = jobs
    .flatMap((job) => {
      const createdAt = Date.parse(job.creationTime ?? '');
      return Number.isNaN(createdAt) ? [] : [{ job, createdAt }];
    })
    .sort((one, other) => other.createdAt - one.createdAt)
    .slice(0, mostRuns);
  const uncounted = latest.flatMap(({ job: { id } }) => (store.snapshot.taskCounts.has(id) ? [] : [id]));
  const counted = uncounted.slice(0, mostRequests);
  if (counted.length > 0) await store.loadTaskCounts(counted);
  const unlisted = latest.flatMap(({ job: { id } }) =>
    (store.snapshot.taskCounts.get(id)?.succeeded ?? 0) > 0 && !isListed(store.snapshot, id) ? [id] : [],
  );
  const listed = unlisted.slice(0, mostRequests - counted.length);
  await Promise.all(listed.map((jobId) => loadOnce(store, toSucceeded(jobId))));
  const failing = latest.flatMap(({ job: { id } }) =>
    (store.snapshot.taskCounts.get(id)?.failed ?? 0) > 0 ? [id] : [],
  );
  const causes = groupCauses(failing.length === 0 ? [] : await findCauses(failing));
  const [newest] = latest;
  const seen = newest && (await listSeen(newest.job.id));
  const { snapshot } = store;
  return {
    runs: latest.toReversed().map(({ job, createdAt }) => ({
      resource: { kind: 'job', accountId, jobId: job.id },
      createdAt,
      isGoingOn: !isOver(job) && mayRun(snapshot.taskCounts.get(job.id)),
      counts: snapshot.taskCounts.get(job.id),
      causes: withSeen(causes, job.id, snapshot.taskCounts.get(job.id), seen?.get(createdAt)),
      retried: countRetried(snapshot, job.id),
    })),
    hasMore,
  };
}

function toSucceeded(jobId: string): Scope & { readonly kind: 'tasks' } {
  return { kind: 'tasks', jobId, group: 'succeeded' };
}

function isListed(snapshot: AccountSnapshot, jobId: string): boolean {
  return snapshot.slice(toSucceeded(jobId)).loadedAt !== undefined;
}

/** Counts succeeded tasks that Batch had run again after their program failed. */
function countRetried(snapshot: AccountSnapshot, jobId: string): Count | undefined {
  if (snapshot.taskCounts.get(jobId)?.succeeded === 0) return { count: 0, isComplete: true };
  const { items, hasMore, loadedAt } = snapshot.slice(toSucceeded(jobId));
  if (loadedAt === undefined) return undefined;
  return { count: items.filter(wasRetried).length, isComplete: !hasMore };
}

/** A cause in a run, with its lasting fingerprint. */
interface KnownInRun {
  readonly lasting: string;
  readonly cause: WorkRun['causes'][number];
}

/** Counts the failed tasks of each cause by job. */
function groupCauses(known: readonly CausesIn[]): ReadonlyMap<string, readonly KnownInRun[]> {
  const byJob = new Map<string, KnownInRun[]>();
  for (const { resource, causes } of known)
    for (const cause of causes.filter(({ cluster }) => !isUnread(cluster))) {
      const { fingerprint, title } = cause.cluster;
      for (const [jobId, count] of countByJob([cause])) {
        const found = byJob.get(jobId) ?? [];
        byJob.set(jobId, found);
        const leadsTo = toCausePage(cause, resource);
        found.push({ lasting: toLastingFingerprint(cause.cluster), cause: { fingerprint, title, count, leadsTo } });
      }
    }
  return byJob;
}

/**
 * Adds to the causes of a run the failures that earlier looks saw and that are no longer there. If more tasks had failed
 * with one cause than are failed now, the others were retried or removed.
 */
function withSeen(
  causes: ReadonlyMap<string, readonly KnownInRun[]>,
  jobId: string,
  counts: TaskCounts | undefined,
  seen: readonly SeenFailures[] = [],
): WorkRun['causes'] {
  const own = causes.get(jobId) ?? [];
  const gone = new Map(counts && seen.map((one) => [one.cause, { ...one, count: one.count - counts.failed }]));
  for (const [cause, { count }] of gone) if (count <= 0) gone.delete(cause);
  const others = [...gone].flatMap(([lasting, { title, count }]) => {
    if (own.some((one) => one.lasting === lasting)) return [];
    const known = [...causes.values()].flat().find((one) => one.lasting === lasting)?.cause;
    return [{ fingerprint: lasting, title, ...known, count: 0, before: count }];
  });
  return [...own.map(({ lasting, cause }) => ({ ...cause, before: gone.get(lasting)?.count })), ...others];
}
