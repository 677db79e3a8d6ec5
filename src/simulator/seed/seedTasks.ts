import { nodeInfoOf, taskRootOf } from '../behaviours/commandRuns.ts';
import { failureInfoOf, rememberTask } from '../behaviours/completion.ts';
import { enterTask, releaseDependents } from '../behaviours/taskStates.ts';
import { taskWithDefaults } from '../handlers/taskDefaults.ts';
import { type JobSeed, nodeIdOf, type RunScript, type TaskSeed } from '../scenarios/scenario.ts';
import { newTask } from '../state/newJob.ts';
import type { JobRecord, TaskRecord } from '../state/records.ts';
import { isoTime, timeMs } from '../state/time.ts';
import { textOf } from '../state/wire.ts';
import type { World } from '../state/world.ts';

const defaultEndedAgoMs = 10 * 60 * 1000;
/** From the adding of a task until it runs. */
const waitedMs = 5_000;

/** Enters a seeded job's tasks: what is over with its outcome and its files, the rest for the scheduler. */
export function seedTasks(world: World, job: JobRecord, seed: JobSeed): void {
  const { tasks } = seed;
  const count = 'count' in tasks ? tasks.count : tasks.length;
  for (let index = 0; index < count; index += 1) {
    const taskSeed = 'count' in tasks ? tasks.at(index) : tasks[index];
    if (taskSeed !== undefined) {
      seedTask(world, job, taskSeed);
    }
  }
  for (const task of job.tasks.values()) {
    if (task.state === 'completed') {
      releaseDependents(task);
    }
  }
}

function seedTask(world: World, job: JobRecord, seed: TaskSeed): void {
  const script = seed.outcomes?.[0] ?? { durationMs: 1000, exitCode: 0 };
  const spec = taskWithDefaults(job, seed.body);
  if (seed.state !== 'completed') {
    const task = newTask(world, job, spec, timeMs(job.creationTime));
    if (seed.previousState !== undefined) {
      task.previousState = seed.previousState;
      task.previousStateTransitionTime = task.stateTransitionTime;
    }
    enterTask(task);
    return;
  }
  const endedMs = world.clock.now() - (seed.endedAgoMs ?? defaultEndedAgoMs);
  const startedMs = endedMs - script.durationMs;
  const task = newTask(world, job, spec, startedMs - waitedMs);
  complete(task, script, seed, startedMs, endedMs);
  enterTask(task);
  placeOnNode(world, task, seed, script, endedMs);
}

function complete(task: TaskRecord, script: RunScript, seed: TaskSeed, startedMs: number, endedMs: number): void {
  const failureInfo = failureInfoOf(script);
  task.attempts = 1;
  task.previousState = 'running';
  task.previousStateTransitionTime = isoTime(startedMs);
  task.state = 'completed';
  task.stateTransitionTime = isoTime(endedMs);
  task.executionInfo = {
    startTime: isoTime(startedMs),
    endTime: isoTime(endedMs),
    ...(script.exitCode === undefined ? {} : { exitCode: script.exitCode }),
    ...(failureInfo === undefined ? {} : { failureInfo }),
    result: failureInfo === undefined ? 'success' : 'failure',
    retryCount: 0,
    requeueCount: 0,
    ...seed.executionInfo,
  };
}

function placeOnNode(world: World, task: TaskRecord, seed: TaskSeed, script: RunScript, endedMs: number): void {
  const pool = world.pools.get(textOf(task.job.executionInfo, 'poolId') ?? '');
  const index = seed.node ?? 0;
  if (pool === undefined) {
    return;
  }
  const seeded = [...pool.nodes.values()].find((node) => node.index === index);
  if (seed.nodeGone === true || seeded === undefined) {
    task.nodeInfo = nodeInfoOf(world, taskRootOf(task), pool.id, nodeIdOf(pool.id, index + pool.nodes.size));
    return;
  }
  task.nodeInfo = nodeInfoOf(world, taskRootOf(task), pool.id, seeded.id);
  seeded.machine?.place?.(taskRootOf(task), script, endedMs);
  rememberTask(world, seeded, task);
}
