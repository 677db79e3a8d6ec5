import { toNodeInfo, toTaskRoot } from '../behaviours/commandRuns.ts';
import { rememberTask, toFailureInfo } from '../behaviours/completion.ts';
import { enterTask, releaseDependents } from '../behaviours/taskStates.ts';
import { taskWithDefaults } from '../bodies/taskDefaults.ts';
import type { RunScript } from '../executors/runScript.ts';
import { type TaskSeed, toNodeId } from '../scenarios/scenario.ts';
import { newTask } from '../state/newJob.ts';
import type { JobRecord, NodeRecord, TaskExecutionInfo, TaskRecord } from '../state/records.ts';
import { isoTime, timeMs } from '../state/time.ts';
import { enterState } from '../state/transition.ts';
import { findText } from '../state/wire.ts';
import type { World } from '../state/world.ts';

const defaultEndedAgoMs = 10 * 60 * 1000;
/** From the adding of a task until it runs. */
const waitedMs = 5_000;

/** A seeded task that is over. */
export interface PastTask {
  readonly task: TaskRecord;
  readonly seed: TaskSeed;
  readonly script: RunScript;
  readonly endedMs: number;
}

/** Enters a seeded job's tasks: what is over with its outcome and its files, the rest for the scheduler. */
export function seedTasks(world: World, job: JobRecord, seeds: readonly TaskSeed[]): void {
  const seededMs = world.clock.now();
  for (const seed of seeds) {
    if (seed.state === 'completed') {
      const past = pastTask(world, job, seed, seededMs);
      enterTask(past.task);
      placeOnNode(world, past);
    } else {
      enterTask(activeTask(world, job, seed));
    }
  }
  for (const task of job.tasks.values()) {
    if (task.state === 'completed') releaseDependents(task);
  }
}

function activeTask(world: World, job: JobRecord, seed: TaskSeed): TaskRecord {
  const task = newTask(world, job, taskWithDefaults(job, seed.body), timeMs(job.creationTime));
  if (seed.previousState !== undefined) {
    task.previousState = seed.previousState;
    task.previousStateTransitionTime = task.stateTransitionTime;
  }
  return task;
}

/** A completed task as its seed describes it, not in a table yet; `seededMs` is when the account was seeded. */
export function pastTask(world: World, job: JobRecord, seed: TaskSeed, seededMs: number): PastTask {
  const script = seed.outcomes?.[0] ?? { durationMs: 1000, exitCode: 0 };
  const endedMs = seededMs - (seed.endedAgoMs ?? defaultEndedAgoMs);
  const startedMs = endedMs - script.durationMs;
  const task = newTask(world, job, taskWithDefaults(job, seed.body), startedMs - waitedMs);
  task.attempts = 1;
  task.ranMs = script.durationMs;
  enterState(task, 'running', isoTime(startedMs));
  enterState(task, 'completed', isoTime(endedMs));
  task.executionInfo = { ...toExecutionInfo(script, startedMs, endedMs), ...seed.executionInfo };
  return { task, seed, script, endedMs };
}

function toExecutionInfo(script: RunScript, startedMs: number, endedMs: number): TaskExecutionInfo {
  const failureInfo = toFailureInfo(script);
  return {
    startTime: isoTime(startedMs),
    endTime: isoTime(endedMs),
    ...(script.exitCode === undefined ? {} : { exitCode: script.exitCode }),
    ...(failureInfo === undefined ? {} : { failureInfo }),
    result: failureInfo === undefined ? 'success' : 'failure',
    retryCount: 0,
    requeueCount: 0,
  };
}

/** Says on the task where it ran; returns that node while it is there. */
export function locateTask(world: World, { task, seed }: PastTask): NodeRecord | undefined {
  const pool = world.pools.get(findText(task.job.executionInfo, 'poolId') ?? '');
  if (pool === undefined) return undefined;
  const index = seed.node ?? 0;
  const seeded = seed.nodeGone === true ? undefined : pool.seededNodes[index];
  const nodeId = seeded?.id ?? toNodeId(pool.id, index + pool.seededNodes.length);
  task.nodeInfo = toNodeInfo(world, toTaskRoot(task), pool.id, nodeId);
  return seeded;
}

/** The same, with the files it has left on the node, which remembers it. */
export function placeOnNode(world: World, past: PastTask): void {
  const node = locateTask(world, past);
  if (node !== undefined) {
    node.machine?.place?.(toTaskRoot(past.task), past.script, past.endedMs);
    rememberTask(world, node, past.task);
  }
}
