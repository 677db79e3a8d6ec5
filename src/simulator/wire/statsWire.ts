import { findLeases } from '../state/leases.ts';
import type { JobRecord, JobScheduleRecord, PoolRecord, TaskRecord } from '../state/records.ts';
import { isoDuration, timeMs } from '../state/time.ts';
import { findCores } from '../state/vmSizes.ts';
import type { WireObject } from '../state/wire.ts';
import type { World } from '../state/world.ts';

interface Work {
  wallClockMs: number;
  waitMs: number;
  succeeded: number;
  failed: number;
  retries: number;
}

/**
 * Computes `TaskStatistics`. Batch documentation: retries count, and the wait time is from the creation to the latest
 * start.
 */
export function taskStats(world: World, task: TaskRecord): WireObject {
  const work = addUpWork(world, [task]);
  return { ...range(world, task, `jobs/${task.job.id}/tasks/${task.id}`), ...consumed(work), ...waited(work) };
}

/** Computes `JobStatistics` of the job's tasks. */
export function jobStats(world: World, job: JobRecord): WireObject {
  return rolledUp(range(world, job, `jobs/${job.id}`), addUpWork(world, job.tasks.values()));
}

/** Computes `JobScheduleStatistics` of the schedule's existing jobs. */
export function scheduleStats(world: World, schedule: JobScheduleRecord): WireObject {
  const work = addUpWork(world, findTasks(world, schedule));
  return rolledUp(range(world, schedule, `jobschedules/${schedule.id}`), work);
}

/** Computes `PoolStatistics`; the use of the nodes' resources is not measured and is left out. */
export function poolStats(world: World, pool: PoolRecord): WireObject {
  const nowMs = world.clock.now();
  const createdMs = timeMs(pool.creationTime);
  let coreMs = 0;
  for (const lease of findLeases(world.formerLeases, [pool])) {
    const isOwn = lease.poolId === pool.id && lease.isDedicated && lease.untilMs > createdMs;
    coreMs += isOwn ? (Math.min(nowMs, lease.untilMs) - lease.fromMs) * findCores(lease.vmSize) : 0;
  }
  const { url, ...times } = range(world, pool, `pools/${pool.id}`);
  return { url, ...times, usageStats: { ...times, dedicatedCoreTime: isoDuration(coreMs) } };
}

function* findTasks(world: World, schedule: JobScheduleRecord): Generator<TaskRecord> {
  for (const job of world.jobs.values()) {
    if (job.scheduleId === schedule.id) yield* job.tasks.values();
  }
}

function addUpWork(world: World, tasks: Iterable<TaskRecord>): Work {
  const work: Work = { wallClockMs: 0, waitMs: 0, succeeded: 0, failed: 0, retries: 0 };
  const nowMs = world.clock.now();
  for (const { state, ranMs, creationTime, executionInfo } of tasks) {
    const startMs = executionInfo.startTime === undefined ? nowMs : timeMs(executionInfo.startTime);
    work.wallClockMs += ranMs + (state === 'running' ? nowMs - startMs : 0);
    work.waitMs += startMs - timeMs(creationTime);
    work.succeeded += executionInfo.result === 'success' ? 1 : 0;
    work.failed += executionInfo.result === 'failure' ? 1 : 0;
    work.retries += executionInfo.retryCount;
  }
  return work;
}

function range(world: World, { creationTime }: { readonly creationTime: string }, path: string): WireObject {
  return { url: `${world.url}/${path}`, startTime: creationTime, lastUpdateTime: world.time() };
}

/** Processors and disks are not simulated, but the wire requires their numbers. Long integers are texts. */
function consumed(work: Work): WireObject {
  return {
    userCPUTime: isoDuration(0),
    kernelCPUTime: isoDuration(0),
    wallClockTime: isoDuration(work.wallClockMs),
    readIOps: '0',
    writeIOps: '0',
    readIOGiB: 0,
    writeIOGiB: 0,
  };
}

function waited(work: Work): WireObject {
  return { waitTime: isoDuration(work.waitMs) };
}

function rolledUp(head: WireObject, work: Work): WireObject {
  return {
    ...head,
    ...consumed(work),
    numSucceededTasks: String(work.succeeded),
    numFailedTasks: String(work.failed),
    numTaskRetries: String(work.retries),
    ...waited(work),
  };
}
