import type { ApiVersion } from '../apiVersion.ts';
import {
  completeIfOver,
  deleteSchedule,
  findJobs,
  moveSchedule,
  planFirstRun,
  replanRuns,
  terminateSchedule,
} from '../behaviours/jobScheduleLife.ts';
import { checkJob, scheduleWithDefaults } from '../bodies/jobDefaults.ts';
import { checkDisplayName, checkDuration, checkId, checkMetadata } from '../bodies/rules.ts';
import { type Call, param } from '../http/call.ts';
import { checkConditions } from '../http/conditions.ts';
import type { FilterProperties } from '../http/filter/filter.ts';
import { listPage, type ReplyShape } from '../http/listing.ts';
import type { Reply } from '../http/reply.ts';
import { withStats } from '../http/select.ts';
import { invalidPropertyValue, ServiceError } from '../http/serviceError.ts';
import { createdReply, singleReply, writeReply } from '../http/single.ts';
import { newJobSchedule } from '../state/newJob.ts';
import { type JobRecord, type JobScheduleRecord, jobScheduleStates } from '../state/records.ts';
import { SortedTable } from '../state/sortedTable.ts';
import { findObject, findText, present, type WireObject } from '../state/wire.ts';
import type { World } from '../state/world.ts';
import { scheduleJobFilter } from '../wire/jobWire.ts';
import { toWireJobSpec } from '../wire/poolSpecWire.ts';
import { formerStateProperties, resourceProperties, stateFilter, toWireHead } from '../wire/resourceWire.ts';
import { withoutSecrets } from '../wire/secrets.ts';
import { scheduleStats } from '../wire/statsWire.ts';
import { type ClosedCodes, deleteReply, isForced, terminateReply, writable } from './closing.ts';
import { checkJobPool, checkJobQuota, jobReplyShape } from './jobs.ts';

/** Batch documentation: minimum start window or recurrence, one minute. */
const leastIntervalMs = 60_000;

export function addSchedule(call: Call): Reply {
  const { world, body } = call;
  const id = checkId(body['id']);
  checkDisplayName(body);
  checkBody(call, body);
  if (world.jobSchedules.has(id)) throw new ServiceError('JobScheduleExists');
  if (world.jobs.has(id)) throw new ServiceError('JobWithSameIdExists');
  checkJobQuota(call);
  const schedule = newJobSchedule(world, scheduleWithDefaults(body));
  world.jobSchedules.set(id, schedule);
  planFirstRun(world, schedule);
  return createdReply(`${world.url}/jobschedules/${id}`, schedule);
}

function checkBody(call: Call, body: WireObject): void {
  checkMetadata(body);
  const times = findObject(body, 'schedule');
  if (times !== undefined) {
    checkDuration(times, 'startWindow', leastIntervalMs, Infinity);
    checkDuration(times, 'recurrenceInterval', leastIntervalMs, Infinity);
    const after = findText(times, 'doNotRunAfter');
    if (after !== undefined && Date.parse(after) <= call.world.clock.now()) {
      throw invalidPropertyValue('doNotRunAfter', after, 'The time has passed');
    }
  }
  const specification = findObject(body, 'jobSpecification');
  if (specification !== undefined) {
    checkJob(specification);
    checkJobPool(call, specification);
  }
}

function getNamedSchedule(call: Call): JobScheduleRecord {
  const schedule = call.world.jobSchedules.get(param(call, 'jobScheduleId'));
  if (schedule === undefined) throw new ServiceError('JobScheduleNotFound');
  return schedule;
}

export function listSchedules(call: Call): Promise<Reply> {
  return listPage(call, call.world.jobSchedules, {
    filter: scheduleFilter,
    read: readSchedule,
    ...scheduleReplyShape(call),
  });
}

function readSchedule(schedule: JobScheduleRecord, name: string): unknown {
  const [first = '', second] = name.split('/');
  const holder = first === 'schedule' ? schedule.spec : schedule;
  const value: unknown = Reflect.get(holder, first);
  return second === undefined || typeof value !== 'object' || value === null ? value : Reflect.get(value, second);
}

export function getSchedule(call: Call): Reply {
  const schedule = getNamedSchedule(call);
  return singleReply(call, schedule, scheduleReplyShape(call), schedule);
}

function scheduleReplyShape(call: Call): ReplyShape<JobScheduleRecord> {
  return {
    fragment: 'jobschedules',
    properties: scheduleProperties,
    toWire: (schedule) =>
      withStats(call, toWireSchedule(call.world, schedule, call.version), () => scheduleStats(call.world, schedule)),
  };
}

/** HEAD: succeeds if the schedule exists. */
export function scheduleExists(call: Call): Reply {
  const schedule = getNamedSchedule(call);
  checkConditions(call, schedule);
  return { status: 200, versioned: schedule };
}

export function listJobsOfSchedule(call: Call): Promise<Reply> {
  const jobs = new SortedTable<JobRecord>();
  for (const job of findJobs(call.world, getNamedSchedule(call))) jobs.set(job.id, job);
  return listPage(call, jobs, { filter: scheduleJobFilter, ...jobReplyShape(call) });
}

const closedCodes: ClosedCodes = {
  completed: 'JobScheduleCompleted',
  terminating: 'JobScheduleBeingTerminated',
  deleting: 'JobScheduleBeingDeleted',
};

function writableSchedule(call: Call): JobScheduleRecord {
  return writable(call, getNamedSchedule(call), closedCodes);
}

/** PATCH: replaces the given properties. */
export function patchSchedule(call: Call): Reply {
  return change(call, (spec) => ({ ...spec, ...scheduleWithDefaults(call.body) }));
}

/** PUT: replaces all changeable properties. */
export function updateSchedule(call: Call): Reply {
  return change(call, ({ metadata: _metadata, schedule: _schedule, ...spec }) => ({
    ...spec,
    ...scheduleWithDefaults(call.body),
  }));
}

function change(call: Call, apply: (spec: WireObject) => WireObject): Reply {
  const schedule = writableSchedule(call);
  checkBody(call, call.body);
  const former = schedule.spec;
  schedule.spec = apply(former);
  call.world.renew(schedule);
  if (schedule.spec['schedule'] !== former['schedule']) replanRuns(call.world, schedule, former);
  return writeReply(call, 200, schedule);
}

export function disableSchedule(call: Call): Reply {
  const schedule = writableSchedule(call);
  if (schedule.state === 'active') {
    moveSchedule(call.world, schedule, 'disabled');
    call.world.renew(schedule);
  }
  return writeReply(call, 204, schedule);
}

export function enableSchedule(call: Call): Reply {
  const schedule = writableSchedule(call);
  if (schedule.state === 'disabled') {
    moveSchedule(call.world, schedule, 'active');
    call.world.renew(schedule);
    completeIfOver(call.world, schedule);
  }
  return writeReply(call, 204, schedule);
}

export function terminateJobSchedule(call: Call): Reply {
  const schedule = getNamedSchedule(call);
  return terminateReply(call, schedule, closedCodes, () => terminateSchedule(call.world, schedule, isForced(call)));
}

export function removeSchedule(call: Call): Reply {
  const schedule = getNamedSchedule(call);
  return deleteReply(call, schedule, closedCodes, () => deleteSchedule(call.world, schedule));
}

/** Converts a job schedule to its form on the wire in the given version. */
function toWireSchedule(world: World, schedule: JobScheduleRecord, version: ApiVersion): WireObject {
  const { id, displayName, ...spec } = withoutSecrets(schedule.spec);
  const jobSpecification = findObject(spec, 'jobSpecification');
  const times = findObject(spec, 'schedule') ?? {};
  return present({
    id,
    displayName,
    ...toWireHead(`${world.url}/jobschedules/${schedule.id}`, schedule),
    previousState: schedule.previousState,
    previousStateTransitionTime: schedule.previousStateTransitionTime,
    ...spec,
    // Recorded: an empty schedule is left out.
    schedule: Object.keys(times).length === 0 ? undefined : times,
    jobSpecification: jobSpecification && toWireJobSpec(jobSpecification, version),
    executionInfo: schedule.executionInfo,
  });
}

const scheduleFilter: FilterProperties = {
  id: { type: 'id' },
  ...stateFilter(jobScheduleStates),
  'executionInfo/endTime': { type: 'date' },
  'schedule/doNotRunUntil': { type: 'date' },
  'schedule/doNotRunAfter': { type: 'date' },
};

const scheduleProperties: readonly string[] = [
  ...resourceProperties,
  ...formerStateProperties,
  'schedule',
  'jobSpecification',
  'executionInfo',
  'metadata',
  'stats',
];
