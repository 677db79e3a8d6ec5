import { makeAutoPoolId } from '../behaviours/autoPool.ts';
import { scheduleAutoScale } from '../behaviours/autoscale/autoscale.ts';
import { toPastInfo } from '../behaviours/auxiliaryTasks.ts';
import { addPastPreparation } from '../behaviours/jobPreparation.ts';
import { continueSchedule } from '../behaviours/jobScheduleLife.ts';
import { managerTask, watchWallClock } from '../behaviours/jobStart.ts';
import { newNode } from '../behaviours/newNode.ts';
import { machineFor, startNode, startTaskRoot } from '../behaviours/nodeLife.ts';
import { nodeEvents } from '../behaviours/nodeTroubles.ts';
import { requestScheduling } from '../behaviours/schedulingRequests.ts';
import { checkJob, jobWithDefaults, scheduleWithDefaults } from '../bodies/jobDefaults.ts';
import { poolWithDefaults } from '../bodies/poolDefaults.ts';
import type { RunScript } from '../executors/runScript.ts';
import { type JobSeed, type LazyTasks, type NodeSeed, type Scenario, toNodeId } from '../scenarios/scenario.ts';
import { BackedTable } from '../state/backedTable.ts';
import { newJob, newJobSchedule } from '../state/newJob.ts';
import { newPool } from '../state/newPool.ts';
import type { JobRecord, NodeRecord, PoolRecord, TaskRecord } from '../state/records.ts';
import { findSchedule } from '../state/scheduledJob.ts';
import { type Required, type Table, toKey } from '../state/sortedTable.ts';
import { isoTime, timeMs } from '../state/time.ts';
import { enterState } from '../state/transition.ts';
import { versionAt } from '../state/version.ts';
import { findFlag, findObject, findText } from '../state/wire.ts';
import type { World } from '../state/world.ts';
import { notePast } from './notePast.ts';
import { type EndsAgo, findFirstStart, findFirstStarts, seatRuns, toWantedEndAgoMs } from './seatRuns.ts';
import { locateTask, type PastTask, pastTask, placeOnNode, placeOnNodes, seedTasks, waitedMs } from './seedTasks.ts';

const hourMs = 60 * 60 * 1000;
const evaluatedAgoMs = hourMs / 4;
const defaultPoolAgeMs = 24 * hourMs;
const defaultJobAgeMs = 6 * hourMs;

/** Fills an empty account with a scenario and starts its activities. */
export async function seedWorld(world: World, given: Scenario): Promise<void> {
  const scenario = { ...given, jobs: given.jobs.map(withManagerTask) };
  const endsAgo = seatRuns(scenario);
  for (const seed of scenario.pools) {
    const firstStarts = findFirstStarts(seed, scenario.jobs, endsAgo);
    const agesMs = [...firstStarts.values(), ...(seed.nodes ?? []).map(({ sinceAgoMs = 0 }) => sinceAgoMs)];
    const usedMs = agesMs.reduce((longest, ms) => Math.max(longest, ms), 0);
    const createdMs = world.clock.now() - (seed.createdAgoMs ?? Math.max(defaultPoolAgeMs, usedMs + hourMs));
    const pool = newPool(world, poolWithDefaults(seed.body), true, createdMs);
    if (seed.identity !== undefined) pool.spec = { ...pool.spec, identity: seed.identity };
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
    await seedNodes(world, pool, seed.nodes ?? [], firstStarts);
  }
  world.allocationFailures = scenario.allocationFailures ?? [];
  placeOnNodes(
    world,
    scenario.jobs.flatMap((seed) => seedJob(world, seed, endsAgo)),
  );
  for (const body of scenario.jobSchedules ?? []) {
    const schedule = newJobSchedule(world, scheduleWithDefaults(body));
    world.jobSchedules.set(schedule.id, schedule);
    continueSchedule(world, schedule);
  }
  for (const pool of world.pools.values()) requestScheduling(world, pool);
  notePast(world);
  planEvents(world, scenario);
}

/** Adds the task of the job's manager, unless the scenario has it. */
function withManagerTask(seed: JobSeed): JobSeed {
  const manager = findObject(seed.body, 'jobManagerTask');
  if (manager === undefined || 'count' in seed.tasks) return seed;
  const id = toKey(findText(manager, 'id') ?? '');
  if (seed.tasks.some(({ body }) => toKey(findText(body, 'id') ?? '') === id)) return seed;
  const state = seed.state === 'completed' ? 'completed' : 'active';
  return { ...seed, tasks: [{ body: managerTask(manager), state }, ...seed.tasks] };
}

/** Adds a seeded job. Returns its completed tasks, which are not on their nodes yet. */
function seedJob(world: World, seed: JobSeed, endsAgo: EndsAgo): readonly PastTask[] {
  checkJob(seed.body);
  const startedAgoMs = 'count' in seed.tasks ? 0 : findFirstStart(seed.tasks, endsAgo);
  const createdMs = world.clock.now() - (seed.createdAgoMs ?? Math.max(defaultJobAgeMs, startedAgoMs + 2 * waitedMs));
  const pool = findObject(seed.body, 'poolInfo');
  const auto = findObject(pool, 'autoPoolSpecification');
  // A job that ended keeps the ID of its auto pool, and its tasks their nodes, after the pool is gone.
  const isSpent = auto !== undefined && seed.state === 'completed';
  const poolId = isSpent ? makeAutoPoolId(world, auto) : findText(pool, 'poolId');
  const lazy = 'count' in seed.tasks ? seed.tasks : undefined;
  const { scheduleId } = findSchedule(findText(seed.body, 'id') ?? '') ?? {};
  const origin = {
    createdMs,
    ...(scheduleId === undefined ? {} : { scheduleId }),
    ...(lazy === undefined ? {} : { tasks: lazyTaskTable(world, () => job, lazy) }),
  };
  const job: JobRecord = newJob(world, jobWithDefaults(seed.body), poolId, origin);
  if (seed.schedulingError !== undefined) {
    job.executionInfo = { ...job.executionInfo, schedulingError: seed.schedulingError };
  }
  world.jobs.set(job.id, job);
  const ended = 'count' in seed.tasks ? [] : seedTasks(world, job, seed.tasks, endsAgo);
  if ('count' in seed.tasks) countLazyTasks(job, seed.tasks);
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
  watchWallClock(world, job);
  seedPreparation(world, job, seed);
  world.touch(job);
  return ended;
}

/** Adds the job preparation task's failure on each idle node, if tasks went back to the queue because of it. */
function seedPreparation(world: World, job: JobRecord, { tasks, preparation = [] }: JobSeed): void {
  const [script] = preparation;
  if (script === undefined || script.exitCode === 0 || 'count' in tasks) return;
  if (!tasks.some(({ previousState }) => previousState === 'preparing')) return;
  const pool = world.pools.get(findText(job.executionInfo, 'poolId') ?? '');
  for (const node of pool?.nodes.values() ?? []) {
    if (node.state !== 'idle') continue;
    const readyMs = Math.max(timeMs(job.creationTime), timeMs(node.stateTransitionTime));
    addPastPreparation(world, job, node, script, Math.min(readyMs + waitedMs + script.durationMs, world.clock.now()));
  }
}

/** Returns when the last of the job's tasks ended, or when the job was added. */
function findLatestTime(job: JobRecord): string {
  const times = [...job.tasks.values()].map((task) => task.executionInfo.endTime ?? '');
  return times.reduce((latest, time) => (time > latest ? time : latest), job.creationTime);
}

/** Schedules the scenario's events. */
function planEvents(world: World, scenario: Scenario): void {
  for (const event of scenario.events ?? []) {
    world.later(event.atMs, () => {
      const nodes = world.pools.get(event.poolId)?.nodes.values() ?? [];
      const node = [...nodes].find((candidate) => candidate.index === event.node);
      if (node !== undefined) nodeEvents[event.kind](world, node, event);
    });
  }
}

/**
 * Returns a table of tasks that are created when a client requests them; their files are created when it requests one
 * task by ID.
 */
function lazyTaskTable(world: World, job: () => JobRecord, tasks: LazyTasks): Table<TaskRecord> {
  const seededMs = world.clock.now();
  const past = (index: number): PastTask => {
    const seed = tasks.at(index);
    const made = pastTask(world, job(), seed, seededMs - toWantedEndAgoMs(seed));
    // Always the same version, because nothing has changed.
    Object.assign(made.task, versionAt(seededMs, index));
    return made;
  };
  return new BackedTable<TaskRecord>({
    count: tasks.count,
    indexOf: (id) => tasks.indexOf(id),
    keyAt: (index) => toKey(findText(tasks.at(index).body, 'id') ?? ''),
    peek(index) {
      const made = past(index);
      locateTask(world, made);
      return made.task;
    },
    make(index) {
      const made = past(index);
      placeOnNode(world, made);
      return made.task;
    },
    next: (index, values) => nextIndex(tasks, index, values),
  });
}

function nextIndex(tasks: LazyTasks, index: number, values: Required['values']): number {
  const state = values.get('state') ?? 'completed';
  const exitCode = values.get('executionInfo/exitCode') ?? '0';
  if (state !== 'completed') return tasks.count;
  const mustHaveFailed = values.get('executionInfo/result') === 'failure' || exitCode !== '0';
  return mustHaveFailed ? tasks.nextFailure(index) : index;
}

/** Counts tasks without creating them: all are completed, and the indexes of failed ones are known. */
function countLazyTasks(job: JobRecord, tasks: LazyTasks): void {
  let failed = 0;
  for (let index = tasks.nextFailure(0); index < tasks.count; index = tasks.nextFailure(index + 1)) failed += 1;
  const counts = { completed: tasks.count, succeeded: tasks.count - failed, failed };
  Object.assign(job.counts, counts);
  Object.assign(job.slotCounts, counts);
}

const defaultNodeAgeMs = hourMs;
/** Time between the allocation of a node and its start. */
const bootMs = 2 * 60 * 1000;

/** Creates the nodes of a seeded pool with their machines, files, and past start tasks. */
async function seedNodes(
  world: World,
  pool: PoolRecord,
  seeds: readonly NodeSeed[],
  firstStarts: ReadonlyMap<number, number>,
): Promise<void> {
  const seeded: NodeRecord[] = [];
  pool.seededNodes = seeded;
  for (const [index, seed] of seeds.entries()) {
    const isDedicated = seed.isDedicated ?? true;
    const sinceMs = world.clock.now() - (seed.sinceAgoMs ?? defaultNodeAgeMs);
    const id = toNodeId(pool.id, index, isDedicated);
    const neededMs = Math.min(sinceMs, world.clock.now() - (firstStarts.get(index) ?? 0));
    const bootedMs =
      seed.allocatedAgoMs === undefined
        ? neededMs - toStartRun(pool, seed).durationMs
        : world.clock.now() - seed.allocatedAgoMs + bootMs;
    const node: NodeRecord = newNode(world, pool, isDedicated, { id, allocatedMs: bootedMs - bootMs });
    node.hasRemoteAccess = seed.remoteAccess ?? true;
    node.errors = seed.errors ?? [];
    pool.nodes.set(node.id, node);
    seeded.push(node);
    await seedMachine(world, node, seed, bootedMs);
    node.state = seed.state ?? 'idle';
    node.stateTransitionTime = isoTime(sinceMs);
    node.schedulingState = node.state === 'offline' ? 'disabled' : 'enabled';
    node.isStuck = node.state === 'starting';
    if (node.state === 'creating' || node.state === 'waitingforstarttask') {
      startNode(world, node);
    } else if (!node.isStuck) {
      node.lastBootTime = isoTime(bootedMs);
    }
  }
}

/** Returns the past run of a node's start task; an empty one if its pool has none. */
function toStartRun({ spec }: PoolRecord, { startTask = [] }: NodeSeed): RunScript {
  const [script = { durationMs: 1000, exitCode: 0 }] = startTask;
  return findObject(spec, 'startTask') === undefined ? { durationMs: 0, exitCode: 0 } : script;
}

async function seedMachine(world: World, node: NodeRecord, seed: NodeSeed, bootedMs: number): Promise<void> {
  node.machine = await world.executor.createMachine(machineFor(world, node));
  if (seed.files !== undefined) node.machine.place?.('', { durationMs: 0, exitCode: 0, files: seed.files }, bootedMs);
  const startTask = findObject(node.pool.spec, 'startTask');
  if (startTask !== undefined && seed.state !== 'waitingforstarttask' && seed.state !== 'starting') {
    node.startTask = startTask;
    node.startTaskRuns = 1;
    const run = toStartRun(node.pool, seed);
    const endedMs = bootedMs + run.durationMs;
    node.startTaskInfo = toPastInfo(run, endedMs);
    node.machine.place?.(startTaskRoot, run, endedMs);
  }
}
