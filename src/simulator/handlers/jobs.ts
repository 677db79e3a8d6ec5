import { isDeepStrictEqual } from 'node:util';
import { livesWithSchedule, poolForJob } from '../behaviours/autoPool.ts';
import { deleteJob, disableJob, enableJob, finishIfAllComplete, terminateJob } from '../behaviours/jobLife.ts';
import { startJob, watchWallClock } from '../behaviours/jobStart.ts';
import { requestSchedulingOn } from '../behaviours/schedulingRequests.ts';
import { checkJob, jobWithDefaults } from '../bodies/jobDefaults.ts';
import { autoPoolWithDefaults, checkAutoPool, toPoolAsking } from '../bodies/poolDefaults.ts';
import { checkId } from '../bodies/rules.ts';
import { type Call, toMetadata } from '../http/call.ts';
import { listPage, type ReplyShape } from '../http/listing.ts';
import type { Reply } from '../http/reply.ts';
import { withStats } from '../http/select.ts';
import { invalidPropertyValue, ServiceError } from '../http/serviceError.ts';
import { createdReply, singleReply, writeReply } from '../http/single.ts';
import type { JobRecord } from '../state/records.ts';
import { findObject, findText, present, type WireObject } from '../state/wire.ts';
import { jobFilter, jobProperties, toWireJob } from '../wire/jobWire.ts';
import { withoutSecrets } from '../wire/secrets.ts';
import { jobStats } from '../wire/statsWire.ts';
import { type ClosedCodes, deleteReply, requireOpen, terminateReply, writable } from './closing.ts';
import { getNamedJob } from './find.ts';

export function addJob(call: Call): Reply {
  const { world, body } = call;
  const id = checkId(body['id']);
  checkJob(body);
  if (world.jobs.has(id)) throw new ServiceError('JobExists');
  if (world.jobSchedules.has(id)) throw new ServiceError('JobScheduleWithSameIdExists');
  checkJobQuota(call);
  checkJobPool(call, body);
  checkLifetime(body);
  const job = startJob(world, jobWithDefaults(body), poolForJob(world, body));
  // Recorded: the address is the same for all job IDs.
  return createdReply(`${world.url}/jobs/job-1`, job);
}

/**
 * Checks the pool of a job, or its auto pool specification. Batch documentation: a job with a nonexistent pool is
 * accepted; its tasks wait until the pool exists.
 */
export function checkJobPool(call: Call, spec: Call['body']): void {
  const poolId = findText(findObject(spec, 'poolInfo'), 'poolId') ?? '';
  if (call.world.pools.get(poolId)?.state === 'deleting') throw new ServiceError('PoolBeingDeleted');
  const auto = findAutoPool(spec);
  if (auto !== undefined) checkAutoPool(auto, toPoolAsking(call));
}

/** Batch documentation: only the jobs of a schedule can share a pool with the schedule's lifetime. */
function checkLifetime(spec: Call['body']): void {
  if (livesWithSchedule(findAutoPool(spec))) {
    throw invalidPropertyValue('poolLifetimeOption', 'jobschedule', 'The option is for job schedules only');
  }
}

function findAutoPool(spec: Call['body']): WireObject | undefined {
  return findObject(findObject(spec, 'poolInfo'), 'autoPoolSpecification');
}

/** Checks the account's quota for the number of jobs and schedules that have not ended. */
export function checkJobQuota(call: Call): void {
  const quota = call.world.quotas.activeJobAndJobScheduleQuota ?? Number.POSITIVE_INFINITY;
  if (quota === Number.POSITIVE_INFINITY) return;
  const { jobs, jobSchedules } = call.world;
  const active = [...jobs.values(), ...jobSchedules.values()].filter((one) => one.state !== 'completed').length;
  if (active >= quota) throw new ServiceError('ActiveJobAndScheduleQuotaReached');
}

export function listJobs(call: Call): Promise<Reply> {
  return listPage(call, call.world.jobs, { filter: jobFilter, ...jobReplyShape(call) });
}

export function getJob(call: Call): Reply {
  const job = getNamedJob(call);
  return singleReply(call, job, jobReplyShape(call), job);
}

/** Returns the form of jobs in responses. */
export function jobReplyShape(call: Call): ReplyShape<JobRecord> {
  return {
    fragment: 'jobs',
    properties: jobProperties,
    toWire: (job) => withStats(call, toWireJob(call.world, job, call.version), () => jobStats(call.world, job)),
  };
}

/** PATCH: replaces the given properties. */
export function patchJob(call: Call): Reply {
  return changeJob(call, {});
}

/** PUT: replaces the given properties, and resets omitted properties to their defaults. */
export function updateJob(call: Call): Reply {
  const { metadata: _metadata, ...fixed } = getNamedJob(call).spec;
  const defaults = jobWithDefaults({});
  const { priority, maxParallelTasks, allowTaskPreemption, constraints, onAllTasksComplete } = defaults;
  return changeJob(call, { priority, maxParallelTasks, allowTaskPreemption, constraints, onAllTasksComplete }, fixed);
}

function changeJob(call: Call, defaults: Call['body'], fixed?: Call['body']): Reply {
  const job = writableJob(call);
  checkJob(call.body);
  checkOnAllTasksComplete(job, { ...defaults, ...call.body });
  const poolId = findText(findObject(call.body, 'poolInfo'), 'poolId');
  if (poolId !== undefined && poolId !== findText(job.executionInfo, 'poolId')) {
    checkJobPool(call, call.body);
    if (job.state !== 'disabled') {
      throw new ServiceError('OperationInvalidForCurrentState', { Reason: 'The pool changes only of a disabled job' });
    }
    job.executionInfo = { ...job.executionInfo, poolId };
  }
  const autoPool = changedAutoPool(job, findAutoPool(call.body));
  const constraints = findObject(call.body, 'constraints');
  const kept = { ...(fixed ?? job.spec), ...defaults };
  const withDefaults =
    constraints === undefined ? {} : { constraints: jobWithDefaults({ constraints })['constraints'] };
  job.spec = { ...kept, ...call.body, ...autoPool, ...withDefaults };
  call.world.renew(job);
  watchWallClock(call.world, job);
  requestSchedulingOn(call.world, findText(job.executionInfo, 'poolId'));
  finishIfAllComplete(call.world, job);
  return writeReply(call, 200, job);
}

/** Batch documentation: of a job's auto pool, only `keepAlive` may be changed. */
function changedAutoPool(job: JobRecord, given: WireObject | undefined): WireObject {
  if (given === undefined) return {};
  const former = findAutoPool(job.spec);
  const keepAlive = given['keepAlive'] ?? former?.['keepAlive'];
  const { keepAlive: _asked, ...rest } = withoutSecrets(autoPoolWithDefaults(given));
  const known = former && withoutSecrets(former);
  if (!Object.entries(rest).every(([name, value]) => isDeepStrictEqual(value, known?.[name]))) {
    throw invalidPropertyValue('autoPoolSpecification', '', 'Only keepAlive can be changed');
  }
  return { poolInfo: { autoPoolSpecification: present({ ...former, keepAlive }) } };
}

/** Batch documentation: automatic termination of a job, once set, cannot be undone. */
function checkOnAllTasksComplete(job: JobRecord, body: Call['body']): void {
  const isTakenBack =
    findText(job.spec, 'onAllTasksComplete') === 'terminatejob' && findText(body, 'onAllTasksComplete') === 'noaction';
  if (isTakenBack) {
    throw invalidPropertyValue('onAllTasksComplete', 'noaction', 'It cannot be changed from terminatejob');
  }
}

const closedCodes: ClosedCodes = {
  terminating: 'JobBeingTerminated',
  completed: 'JobCompleted',
  deleting: 'JobBeingDeleted',
};

/** Returns the job, unless a condition is not met or it has ended. */
function writableJob(call: Call): JobRecord {
  return writable(call, getNamedJob(call), closedCodes);
}

/** Throws if the job can run no more tasks. */
export function requireOpenJob(job: JobRecord): void {
  requireOpen(job, closedCodes);
}

export function disable(call: Call): Reply {
  const job = writableJob(call);
  if (job.state === 'enabling') {
    throw new ServiceError('OperationInvalidForCurrentState', { Reason: 'The job is being enabled' });
  }
  const option = findText(call.body, 'disableTasks');
  if (job.state === 'active' || job.state === 'disabling') {
    disableJob(call.world, job, option === 'terminate' || option === 'wait' ? option : 'requeue');
  }
  return writeReply(call, 202, job);
}

/** Enables a job. Recorded: a job that is still being disabled may be enabled as well. */
export function enable(call: Call): Reply {
  const job = writableJob(call);
  if (job.state === 'disabled' || job.state === 'disabling') enableJob(call.world, job);
  return writeReply(call, 202, job);
}

/** Terminates a job. Batch documentation: the default reason is `UserTerminate`. */
export function terminate(call: Call): Reply {
  const job = getNamedJob(call);
  const reason = findText(call.body, 'terminateReason') ?? 'UserTerminate';
  return terminateReply(call, job, closedCodes, () => terminateJob(call.world, job, reason));
}

export function removeJob(call: Call): Reply {
  const job = getNamedJob(call);
  return deleteReply(call, job, closedCodes, () => deleteJob(call.world, job));
}

export function getTaskCounts(call: Call): Reply {
  const job = getNamedJob(call);
  return {
    status: 200,
    body: {
      'odata.metadata': toMetadata(call.world, 'taskcountsresult/@Element'),
      taskCounts: { ...job.counts },
      taskSlotCounts: { ...job.slotCounts },
    },
  };
}
