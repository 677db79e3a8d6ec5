import { newJob, newTask } from '../state/newJob.ts';
import type { JobRecord } from '../state/records.ts';
import { parseDurationMs } from '../state/time.ts';
import { findObject, findText, type WireObject } from '../state/wire.ts';
import type { World } from '../state/world.ts';
import type { JobPool } from './autoPool.ts';
import { finishIfAllComplete, moveJob, terminateJob } from './jobLife.ts';
import { requestSchedulingOn } from './schedulingRequests.ts';
import { enterTask } from './taskStates.ts';
import { timings } from './timings.ts';

/** Starts a job on its pool: adds its job manager task, limits its time, and ends it if it has nothing to do. */
export function startJob(
  world: World,
  spec: WireObject,
  { poolId, schedulingError }: JobPool,
  scheduleId?: string,
): JobRecord {
  const job = newJob(world, spec, poolId, scheduleId === undefined ? {} : { scheduleId });
  world.jobs.set(job.id, job);
  world.touch(job);
  if (schedulingError !== undefined) {
    moveJob(world, job, 'completed');
    job.executionInfo = { ...job.executionInfo, endTime: world.time(), schedulingError };
    world.later(timings.jobTransitionMs, () => world.reactions.jobEnded(job));
    return job;
  }
  const manager = findObject(spec, 'jobManagerTask');
  if (manager !== undefined) {
    enterTask(world, newTask(world, job, managerTask(manager)));
    requestSchedulingOn(world, poolId);
  }
  watchWallClock(world, job);
  world.later(timings.jobTransitionMs, () => finishIfAllComplete(world, job));
  return job;
}

/** Returns the properties of a job manager task that are properties of a task. */
export function managerTask(manager: WireObject): WireObject {
  const { killJobOnCompletion: _kill, runExclusive: _exclusive, allowLowPriorityNode: _low, ...task } = manager;
  return task;
}

/** Terminates a job that runs longer than its wall clock, with `MaxWallClockTimeExpiry` (Batch documentation). */
export function watchWallClock(world: World, job: JobRecord): void {
  const limitMs = wallClockMs(job);
  if (limitMs === Number.POSITIVE_INFINITY) return;
  const leftMs = Date.parse(job.creationTime) + limitMs - world.clock.now();
  world.later(Math.max(0, leftMs), () => {
    const isOpen = !['terminating', 'completed', 'deleting'].includes(job.state);
    const isUnchanged = wallClockMs(job) === limitMs;
    if (isOpen && isUnchanged && world.jobs.get(job.id) === job) terminateJob(world, job, 'MaxWallClockTimeExpiry');
  });
}

function wallClockMs(job: JobRecord): number {
  const text = findText(findObject(job.spec, 'constraints'), 'maxWallClockTime');
  return parseDurationMs(text ?? '') ?? Number.POSITIVE_INFINITY;
}
