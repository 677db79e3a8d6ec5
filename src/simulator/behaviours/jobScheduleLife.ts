import { jobWithDefaults } from '../bodies/jobDefaults.ts';
import type { JobRecord, JobScheduleRecord, JobScheduleState } from '../state/records.ts';
import { findSchedule, toScheduledJobId } from '../state/scheduledJob.ts';
import { toKey } from '../state/sortedTable.ts';
import { isoTime, parseDurationMs, timeMs } from '../state/time.ts';
import { enterState } from '../state/transition.ts';
import { findObject, findText, type WireObject } from '../state/wire.ts';
import type { World } from '../state/world.ts';
import { deletePool } from './allocation.ts';
import { livesWithSchedule, poolForJob } from './autoPool.ts';
import { deleteJob, terminateJob } from './jobLife.ts';
import { startJob } from './jobStart.ts';
import { timings } from './timings.ts';

/** Start window of a schedule without recurrence, which may wait forever; unlike infinity, it can be in JSON. */
const longestWindowMs = 1000 * 365 * 24 * 60 * 60 * 1000;

/** Continues a schedule with existing jobs: the next one gets the number after theirs. */
export function continueSchedule(world: World, schedule: JobScheduleRecord): void {
  const numbers = findJobs(world, schedule).map((job) => findSchedule(job.id)?.number ?? 0);
  schedule.jobsMade = numbers.reduce((most, number) => Math.max(most, number), 0);
  if (schedule.jobsMade > 0) {
    const id = toScheduledJobId(schedule.id, schedule.jobsMade);
    schedule.executionInfo = { recentJob: { id, url: `${world.url}/jobs/${id}` } };
  }
  if (schedule.jobsMade === 0 || recurrenceIn(schedule) !== undefined) planFirstRun(world, schedule);
  else completeIfOver(world, schedule);
}

/** Moves a job schedule to another state. */
export function moveSchedule(world: World, schedule: JobScheduleRecord, state: JobScheduleState): void {
  enterState(schedule, state, world.time());
  world.touch(schedule);
}

/** Plans the first run: at once, or when the schedule allows it. */
export function planFirstRun(world: World, schedule: JobScheduleRecord): void {
  planRun(world, schedule, Math.max(world.clock.now(), findStart(schedule)));
  watchDeadline(world, schedule);
}

/**
 * Applies a changed schedule. Batch documentation: a recurrence is the time between the starts of two successive jobs,
 * so the next run follows from the last one. A run that is due keeps waiting for its start window.
 */
export function replanRuns(world: World, schedule: JobScheduleRecord, former: JobScheduleRecord['spec']): void {
  const { nextRunTime, recentJob } = schedule.executionInfo;
  const formerMs = recurrenceIn({ spec: former });
  const recurrenceMs = recurrenceIn(schedule);
  const nowMs = world.clock.now();
  if (schedule.jobsMade === 0) {
    planFirstRun(world, schedule);
    return;
  }
  if (recurrenceMs === undefined) {
    schedule.generation += 1;
    dropNextRun(world, schedule);
    completeIfOver(world, schedule);
  } else {
    const lastMs =
      nextRunTime === undefined || formerMs === undefined
        ? timeMs(world.jobs.get(recentJob?.id ?? '')?.creationTime ?? isoTime(nowMs))
        : timeMs(nextRunTime) - formerMs;
    const runs = Math.floor(Math.max(0, nowMs - lastMs) / recurrenceMs) + 1;
    planRun(world, schedule, Math.max(lastMs + runs * recurrenceMs, findStart(schedule)));
  }
  watchDeadline(world, schedule);
}

function planRun(world: World, schedule: JobScheduleRecord, atMs: number): void {
  schedule.generation += 1;
  const { generation } = schedule;
  schedule.executionInfo = { ...schedule.executionInfo, nextRunTime: isoTime(atMs) };
  world.touch(schedule);
  world.later(Math.max(timings.jobTransitionMs, atMs - world.clock.now()), () => {
    if (schedule.generation === generation && world.jobSchedules.get(schedule.id) === schedule)
      runAt(world, schedule, atMs);
  });
}

/** Handles a job that is due. A schedule has at most one active job, so the new job may wait for its start window. */
function runAt(world: World, schedule: JobScheduleRecord, dueMs: number): void {
  const recurrenceMs = recurrenceIn(schedule);
  if (isPastDeadline(world, schedule)) {
    completeIfOver(world, schedule);
    return;
  }
  if (schedule.state === 'active') {
    createJobWithin(world, schedule, dueMs + (durationIn(schedule, 'startWindow') ?? recurrenceMs ?? longestWindowMs));
  }
  if (recurrenceMs === undefined) {
    dropNextRun(world, schedule);
  } else {
    planRun(world, schedule, dueMs + recurrenceMs);
  }
}

function dropNextRun(world: World, schedule: JobScheduleRecord): void {
  const { nextRunTime: _past, ...info } = schedule.executionInfo;
  schedule.executionInfo = info;
  world.touch(schedule);
}

function createJobWithin(world: World, schedule: JobScheduleRecord, latestMs: number): void {
  schedule.dueUntilMs = latestMs;
  world.touch(schedule);
  createDueJob(world, schedule);
}

/** Creates the job that is due, unless the last one is still open. */
function createDueJob(world: World, schedule: JobScheduleRecord): void {
  const { dueUntilMs } = schedule;
  if (dueUntilMs === undefined || openJob(world, schedule) !== undefined) return;
  schedule.dueUntilMs = undefined;
  world.touch(schedule);
  if (schedule.state === 'active' && world.clock.now() < dueUntilMs) createJob(world, schedule);
}

/** Handles the end of a job of the schedule, which may end the schedule or start the next job. */
export function followScheduledJob(world: World, schedule: JobScheduleRecord): void {
  completeIfOver(world, schedule);
  world.later(timings.jobTransitionMs, () => createDueJob(world, schedule));
}

function createJob(world: World, schedule: JobScheduleRecord): void {
  schedule.jobsMade += 1;
  const id = toScheduledJobId(schedule.id, schedule.jobsMade);
  const spec = jobWithDefaults({ ...findObject(schedule.spec, 'jobSpecification'), id });
  const former = world.jobs.get(schedule.executionInfo.recentJob?.id ?? '');
  const isShared = livesWithSchedule(findAutoPool(schedule));
  const pool = poolForJob(world, spec, isShared ? findText(former?.executionInfo, 'poolId') : undefined);
  startJob(world, spec, pool, schedule.id);
  schedule.executionInfo = { ...schedule.executionInfo, recentJob: { id, url: `${world.url}/jobs/${id}` } };
}

function findAutoPool(schedule: JobScheduleRecord): WireObject | undefined {
  return findObject(findObject(findObject(schedule.spec, 'jobSpecification'), 'poolInfo'), 'autoPoolSpecification');
}

/** Lists the existing jobs that a schedule has created. */
export function findJobs(world: World, schedule: JobScheduleRecord): readonly JobRecord[] {
  return [...world.jobs.values()].filter((job) => toKey(job.scheduleId ?? '') === toKey(schedule.id));
}

function openJob(world: World, schedule: JobScheduleRecord): JobRecord | undefined {
  return findJobs(world, schedule).find((job) => job.state !== 'completed' && job.state !== 'deleting');
}

type Specified = Pick<JobScheduleRecord, 'spec'>;

function durationIn({ spec }: Specified, name: string): number | undefined {
  return parseDurationMs(findText(findObject(spec, 'schedule'), name) ?? '');
}

/** Returns the earliest time at which a job may be created. */
function findStart({ spec }: Specified): number {
  const until = findText(findObject(spec, 'schedule'), 'doNotRunUntil');
  return until === undefined ? 0 : timeMs(until);
}

function findDeadline(schedule: JobScheduleRecord): number {
  const after = findText(findObject(schedule.spec, 'schedule'), 'doNotRunAfter');
  return after === undefined ? Infinity : timeMs(after);
}

function isPastDeadline(world: World, schedule: JobScheduleRecord): boolean {
  return world.clock.now() >= findDeadline(schedule);
}

/** Returns the milliseconds between runs; undefined for a single run, as with an unlimited interval. */
function recurrenceIn(schedule: Specified): number | undefined {
  const intervalMs = durationIn(schedule, 'recurrenceInterval');
  return intervalMs === Infinity ? undefined : intervalMs;
}

function watchDeadline(world: World, schedule: JobScheduleRecord): void {
  const deadlineMs = findDeadline(schedule);
  if (deadlineMs !== Infinity) {
    world.later(Math.max(0, deadlineMs - world.clock.now()), () => completeIfOver(world, schedule));
  }
}

/** Completes a schedule that will create no more jobs, once its last job has ended. */
export function completeIfOver(world: World, schedule: JobScheduleRecord): void {
  const isOneOff = recurrenceIn(schedule) === undefined && schedule.jobsMade > 0;
  const isOver = isOneOff || isPastDeadline(world, schedule);
  if (schedule.state === 'active' && isOver && openJob(world, schedule) === undefined) endSchedule(world, schedule);
}

function endSchedule(world: World, schedule: JobScheduleRecord): void {
  schedule.generation += 1;
  moveSchedule(world, schedule, 'completed');
  const { nextRunTime: _next, ...info } = schedule.executionInfo;
  schedule.executionInfo = { ...info, endTime: world.time() };
  releaseSharedPool(world, schedule);
}

function releaseSharedPool(world: World, schedule: JobScheduleRecord): void {
  const auto = findAutoPool(schedule);
  const recent = world.jobs.get(schedule.executionInfo.recentJob?.id ?? '');
  const pool = world.pools.get(findText(recent?.executionInfo, 'poolId') ?? '');
  if (livesWithSchedule(auto) && auto?.['keepAlive'] !== true && pool !== undefined && pool.state !== 'deleting') {
    deletePool(world, pool);
  }
}

/**
 * Terminates a schedule: its active job ends with `TerminateJobSchedule`. Recorded: a forced termination of a schedule
 * without jobs skips the state `terminating`.
 */
export function terminateSchedule(world: World, schedule: JobScheduleRecord, isForced: boolean): void {
  if (isForced && findJobs(world, schedule).length === 0) {
    world.renew(schedule);
    endSchedule(world, schedule);
    return;
  }
  schedule.generation += 1;
  moveSchedule(world, schedule, 'terminating');
  world.renew(schedule);
  const job = openJob(world, schedule);
  if (job !== undefined && job.state !== 'terminating') terminateJob(world, job, 'TerminateJobSchedule');
  continueTermination(world, schedule);
}

function continueTermination(world: World, schedule: JobScheduleRecord): void {
  whenNone(
    world,
    () => openJob(world, schedule) !== undefined,
    () => {
      if (schedule.state === 'terminating') endSchedule(world, schedule);
    },
  );
}

/** Deletes a schedule with its jobs. */
export function deleteSchedule(world: World, schedule: JobScheduleRecord): void {
  schedule.generation += 1;
  moveSchedule(world, schedule, 'deleting');
  world.renew(schedule);
  releaseSharedPool(world, schedule);
  for (const job of findJobs(world, schedule)) {
    if (job.state !== 'deleting') deleteJob(world, job);
  }
  continueDeletion(world, schedule);
}

function continueDeletion(world: World, schedule: JobScheduleRecord): void {
  whenNone(
    world,
    () => findJobs(world, schedule).length > 0,
    () => {
      world.jobSchedules.delete(schedule.id);
      world.drop(schedule);
    },
  );
}

function whenNone(world: World, isSome: () => boolean, finish: () => void): void {
  world.later(timings.jobTransitionMs, () => {
    if (isSome()) {
      whenNone(world, isSome, finish);
    } else {
      finish();
    }
  });
}

/** Returns the latest due run; of the runs missed while the simulator was not running, only the last one counts. */
function findLatestRun(world: World, schedule: JobScheduleRecord, nextMs: number): number {
  const recurrenceMs = recurrenceIn(schedule);
  const missedMs = world.clock.now() - nextMs;
  return recurrenceMs === undefined || missedMs <= 0 ? nextMs : nextMs + missedMs - (missedMs % recurrenceMs);
}

/** Resumes a schedule from an earlier run of the simulator. */
export function resumeSchedule(world: World, schedule: JobScheduleRecord): void {
  const { nextRunTime } = schedule.executionInfo;
  switch (schedule.state) {
    case 'terminating':
      continueTermination(world, schedule);
      break;
    case 'deleting':
      continueDeletion(world, schedule);
      break;
    case 'active':
    case 'disabled':
      if (nextRunTime !== undefined) planRun(world, schedule, findLatestRun(world, schedule, timeMs(nextRunTime)));
      watchDeadline(world, schedule);
      world.later(timings.jobTransitionMs, () => createDueJob(world, schedule));
  }
}
