import { scheduleAutoScale } from '../behaviours/autoscale/autoscale.ts';
import { planFirstRun } from '../behaviours/jobScheduleLife.ts';
import { requestScheduling } from '../behaviours/schedulingRequests.ts';
import { checkJob, jobWithDefaults, scheduleWithDefaults } from '../bodies/jobDefaults.ts';
import { poolWithDefaults } from '../bodies/poolDefaults.ts';
import type { JobSeed, Scenario } from '../scenarios/scenario.ts';
import { newJob } from '../state/newJob.ts';
import { newJobSchedule } from '../state/newJobSchedule.ts';
import { newPool } from '../state/newPool.ts';
import type { JobRecord } from '../state/records.ts';
import { isoTime } from '../state/time.ts';
import { enterState } from '../state/transition.ts';
import { findFlag, findObject, findText } from '../state/wire.ts';
import type { World } from '../state/world.ts';
import { planEvents } from './events.ts';
import { countLazyTasks, lazyTaskTable } from './lazyTasks.ts';
import { seedNodes } from './seedNodes.ts';
import { seedTasks } from './seedTasks.ts';

const hourMs = 60 * 60 * 1000;
const evaluatedAgoMs = hourMs / 4;
const defaultPoolAgeMs = 24 * hourMs;
const defaultJobAgeMs = 6 * hourMs;

/** Fills an empty account with a scenario and sets it going. */
export async function seedWorld(world: World, scenario: Scenario): Promise<void> {
  for (const seed of scenario.pools) {
    const createdMs = world.clock.now() - (seed.createdAgoMs ?? defaultPoolAgeMs);
    const pool = newPool(world, poolWithDefaults(seed.body), true, createdMs);
    pool.resizeErrors = seed.resizeErrors ?? [];
    pool.autoScaleRun = seed.autoScaleRun && {
      timestamp: isoTime(world.clock.now() - evaluatedAgoMs),
      ...seed.autoScaleRun,
    };
    pool.nodeArrivalMs = seed.nodeArrivalMs ?? world.nodeArrivalMs;
    world.pools.set(pool.id, pool);
    if (findFlag(pool.spec, 'enableAutoScale') === true && seed.autoScaleRun === undefined) {
      scheduleAutoScale(world, pool);
    }
    await seedNodes(world, pool, seed.nodes ?? []);
  }
  world.allocationFailures = scenario.allocationFailures ?? [];
  for (const seed of scenario.jobs) seedJob(world, seed);
  for (const body of scenario.jobSchedules ?? []) {
    const schedule = newJobSchedule(world, scheduleWithDefaults(body));
    world.jobSchedules.set(schedule.id, schedule);
    planFirstRun(world, schedule);
  }
  for (const pool of world.pools.values()) requestScheduling(world, pool);
  planEvents(world, scenario);
}

function seedJob(world: World, seed: JobSeed): void {
  checkJob(seed.body);
  const createdMs = world.clock.now() - (seed.createdAgoMs ?? defaultJobAgeMs);
  const poolId = findText(findObject(seed.body, 'poolInfo'), 'poolId');
  const lazy = 'count' in seed.tasks ? seed.tasks : undefined;
  const origin = lazy === undefined ? { createdMs } : { createdMs, tasks: lazyTaskTable(world, () => job, lazy) };
  const job: JobRecord = newJob(world, jobWithDefaults(seed.body), poolId, origin);
  if (seed.schedulingError !== undefined) {
    job.executionInfo = { ...job.executionInfo, schedulingError: seed.schedulingError };
  }
  world.jobs.set(job.id, job);
  if ('count' in seed.tasks) {
    countLazyTasks(job, seed.tasks);
  } else {
    seedTasks(world, job, seed.tasks);
  }
  if (seed.state === 'completed') {
    const endTime = findLatestTime(job);
    enterState(job, 'terminating', endTime);
    enterState(job, 'completed', endTime);
    const reason =
      seed.schedulingError === undefined ? { terminateReason: seed.terminateReason ?? 'UserTerminate' } : {};
    job.executionInfo = { ...job.executionInfo, endTime, ...reason };
  } else if (seed.state === 'disabled') {
    const disabledTime = findLatestTime(job);
    enterState(job, 'disabling', disabledTime);
    enterState(job, 'disabled', disabledTime);
  }
}

/** When the last of the job's tasks ended, or when the job was added. */
function findLatestTime(job: JobRecord): string {
  const times = [...job.tasks.values()].map((task) => task.executionInfo.endTime ?? '');
  return times.reduce((latest, time) => (time > latest ? time : latest), job.creationTime);
}
