import type { JobRecord, NodeRecord, NodeState, PoolRecord } from '../state/records.ts';
import { timeMs } from '../state/time.ts';
import { findText } from '../state/wire.ts';
import type { World } from '../state/world.ts';
import { findJobs } from './jobScheduleLife.ts';
import { isSchedulingRequested } from './schedulingRequests.ts';

/** States that nodes leave by themselves. */
const passingStates: ReadonlySet<NodeState> = new Set([
  'creating',
  'starting',
  'rebooting',
  'reimaging',
  'waitingforstarttask',
  'leavingpool',
  'upgradingos',
  'deallocating',
]);

const passingJobStates: ReadonlySet<string> = new Set(['disabling', 'enabling', 'terminating', 'deleting']);

/**
 * Lists everything that is in progress and ends by itself, one line each. Excludes waits that may last: tasks without a
 * node, the next evaluation of a formula, the next run of a schedule.
 */
export function* listUnderway(world: World): Generator<string, undefined> {
  for (const pool of world.pools.values()) yield* describePool(pool);
  for (const job of world.jobs.values()) yield* describeJob(job);
  for (const schedule of world.jobSchedules.values()) {
    const { id, state, dueUntilMs, executionInfo } = schedule;
    const isDue = timeMs(executionInfo.nextRunTime ?? '') <= world.clock.now() || dueUntilMs !== undefined;
    const waits = findJobs(world, schedule).some((job) => job.state !== 'completed');
    if (passingJobStates.has(state)) yield `job schedule ${id} is ${state}`;
    else if (state === 'active' && isDue && !waits) yield `job schedule ${id} makes a job`;
  }
}

function* describePool(pool: PoolRecord): Generator<string, undefined> {
  if (pool.state === 'deleting') yield `pool ${pool.id} is deleting`;
  else if (pool.allocationState !== 'steady') yield `pool ${pool.id} is ${pool.allocationState}`;
  else if (isSchedulingRequested(pool)) yield `pool ${pool.id} looks for tasks to run`;
  for (const node of pool.nodes.values()) {
    if (isPassing(node)) yield `node ${node.id} of pool ${pool.id} is ${node.state}`;
  }
}

/** Includes runs on nodes, because a release task doesn't show in a state. */
function isPassing({ state, schedulingState, runs, isStuck }: NodeRecord): boolean {
  const isComingOnline = state === 'offline' && schedulingState === 'enabled';
  const isPassingState = passingStates.has(state) && !(state === 'starting' && isStuck === true);
  return isPassingState || isComingOnline || runs.size > 0;
}

function* describeJob(job: JobRecord): Generator<string, undefined> {
  const { active, running } = job.counts;
  const isOver = active + running === 0 && (job.tasks.size > 0 || job.spec['jobManagerTask'] === undefined);
  if (passingJobStates.has(job.state)) yield `job ${job.id} is ${job.state}`;
  else if (running > 0) yield `job ${job.id} has ${running} running tasks`;
  else if (job.state === 'active' && isOver && findText(job.spec, 'onAllTasksComplete') === 'terminatejob')
    yield `job ${job.id} has no task left to run`;
}
