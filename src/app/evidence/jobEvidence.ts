import type { Evidence } from '../../core/diagnosis/explanation/explanation.ts';
import type { JobEvidence } from '../../core/diagnosis/job/jobContext.ts';
import { taskFilters } from '../../core/filters/taskFilters.ts';
import { findPoolOfJob, isOver, type Job, type TaskCounts } from '../../core/model/job.ts';
import { findScheduleId, type JobSchedule } from '../../core/model/jobSchedule.ts';
import type { JobResource } from '../../core/model/resource.ts';
import type { Task } from '../../core/model/task.ts';
import { listAbsent, listUnknown } from '../../core/relations/blockedDependencies.ts';
import { listStandingPreparations } from '../../core/relations/standingPreparations.ts';
import { maxNamedDependencies, toIdFilter } from '../../core/relations/taskDependencies.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import { listPreparationLogs, listReleaseLogs, readHelperLogs } from './helperLogs.ts';
import { MissingEvidence, noPool } from './missingEvidence.ts';
import { gatherOtherJobs } from './otherJobs.ts';
import { gatherNamedQuotas } from './quotaEvidence.ts';
import { readFirstPage } from './readPages.ts';
import { selectOfAwaited } from './siblings.ts';
import { toSlice } from './startedElsewhere.ts';
import { type GatheredStartLogs, gatherStartLogs } from './startLogs.ts';

/** Number of tasks and nodes read to explain a job: one page of the service. */
const pageSize = 1000;

interface GatheredJob extends Pick<GatheredStartLogs, 'files'> {
  readonly evidence: JobEvidence;
  readonly missing: readonly Evidence[];
  /** All results of its preparation task, including those on machines that are gone. */
  readonly preparation: JobEvidence['preparation'];
}

/** Facts about a job that the page of its schedule has read. */
export interface KnownOfJob {
  readonly job?: Job | undefined;
  readonly counts?: TaskCounts | undefined;
  readonly schedule?: JobSchedule | undefined;
}

/**
 * Requests a job and everything that explains why it makes no progress, except for what is `known`, and lists data that
 * was unavailable. Throws the service's errors about the job and its tasks.
 */
export async function gatherJob(
  { service, snapshot }: Pick<AccountStore, 'service' | 'snapshot'>,
  { accountId, jobId }: Pick<JobResource, 'accountId' | 'jobId'>,
  now: Date,
  known: KnownOfJob = {},
): Promise<GatheredJob> {
  const job = known.job ?? (await service.jobs.getJob(jobId));
  const poolId = findPoolOfJob(job);
  const missing = new MissingEvidence();
  const [tasks, counts, preparation, pool, nodes] = await Promise.all([
    readFirstPage(service.tasks.listTasks(jobId, { pageSize })),
    known.counts ?? missing.ifThere(service.jobs.getTaskCounts(jobId)),
    job.jobPreparationTask === undefined && job.jobReleaseTask === undefined
      ? undefined
      : missing.ifThere(readFirstPage(service.jobs.listPreparationAndReleaseStatus(jobId))),
    poolId === undefined ? undefined : missing.ifThere(service.pools.getPool(poolId)),
    poolId === undefined ? undefined : missing.ifThere(readFirstPage(service.nodes.listNodes(poolId, { pageSize }))),
  ]);
  const standing = preparation && listStandingPreparations(job, preparation, toSlice(nodes));
  const [[waiting, awaited], running] = await Promise.all([
    gatherWaiting(service, jobId, { tasks, counts }, missing),
    gatherRunning(service, jobId, { tasks, counts }, missing),
  ]);
  const waits = waiting.length > 0;
  const { schedulingError } = job.executionInfo ?? {};
  const scheduleId = schedulingError !== undefined && isOver(job) ? findScheduleId(jobId) : undefined;
  const [schedule, quotas, preparationLogs, releaseLogs, { startLogs, files }, otherJobs] = await Promise.all([
    scheduleId === undefined
      ? undefined
      : (known.schedule ?? missing.ifThere(service.jobSchedules.getJobSchedule(scheduleId))),
    gatherNamedQuotas(service, schedulingError, ...(pool?.resizeErrors ?? [])),
    readHelperLogs(service, listPreparationLogs(accountId, standing ?? []), missing),
    readHelperLogs(service, listReleaseLogs(accountId, preparation ?? []), missing),
    gatherStartLogs(service, accountId, waits ? pool : undefined, nodes),
    gatherOtherJobs({ service, snapshot }, job, waits ? nodes : [], missing),
  ]);
  const first = new Set(tasks.map(({ id }) => id));
  return {
    evidence: {
      job,
      accountId,
      tasks: [...tasks, ...[...running, ...waiting].filter(({ id }) => !first.has(id))],
      ...awaited,
      counts,
      preparation: standing,
      gonePreparation: preparation?.filter((status) => standing?.includes(status) !== true),
      preparationLogs,
      releaseLogs,
      pool,
      isPoolMissing: missing.has(noPool),
      nodes,
      startLogs,
      otherJobs,
      quotas,
      nextRunTime: schedule?.executionInfo?.nextRunTime,
      now,
    },
    missing: missing.found,
    files,
    preparation,
  };
}

/** Reads the running tasks of a job if the first page of all its tasks lacks some, because any of them may hang. */
async function gatherRunning(
  { tasks: port }: AccountStore['service'],
  jobId: string,
  { tasks, counts }: Pick<JobEvidence, 'counts'> & { readonly tasks: readonly Task[] },
  missing: MissingEvidence,
): Promise<readonly Task[]> {
  const listed = tasks.filter(({ state }) => state === 'running').length;
  const isMore = tasks.length >= pageSize && listed < Math.min(pageSize, counts?.running ?? 0);
  const list = () => readFirstPage(port.listTasks(jobId, { filter: taskFilters.running, pageSize }));
  return isMore ? ((await missing.ifThere(list())) ?? []) : [];
}

/**
 * Reads the waiting tasks of a job, which may be missing from the first page of all its tasks, and their other
 * dependencies, if these are few enough to be named in one request.
 */
async function gatherWaiting(
  { tasks: port }: AccountStore['service'],
  jobId: string,
  { tasks, counts }: Pick<JobEvidence, 'counts'> & { readonly tasks: readonly Task[] },
  missing: MissingEvidence,
): Promise<readonly [waiting: readonly Task[], Pick<JobEvidence, 'awaited' | 'absentTasks'>]> {
  const listed = tasks.filter(({ state }) => state === 'active');
  const isMore = tasks.length >= pageSize && listed.length < Math.min(pageSize, counts?.active ?? 0);
  const more = isMore
    ? await missing.ifThere(readFirstPage(port.listTasks(jobId, { filter: taskFilters.active, pageSize })))
    : undefined;
  const waiting = more ?? listed;
  const isWhole = listAbsent(tasks, counts, waiting) !== undefined;
  const ids = isWhole ? [] : listUnknown(waiting, [...tasks, ...waiting]);
  if (ids.length === 0 || ids.length > maxNamedDependencies) return [waiting, {}];
  const options = { filter: toIdFilter(ids), select: selectOfAwaited, pageSize };
  const awaited = await missing.ifThere(readFirstPage(port.listTasks(jobId, options)));
  return [
    waiting,
    awaited === undefined ? {} : { awaited, absentTasks: listUnknown(waiting, [...tasks, ...waiting, ...awaited]) },
  ];
}
