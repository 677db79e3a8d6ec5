import { toNodeInfo, toTaskRoot } from '../behaviours/commandRuns.ts';
import { rememberTask, toFailureInfo } from '../behaviours/completion.ts';
import { enterTask, releaseDependents } from '../behaviours/taskStates.ts';
import { taskWithDefaults } from '../bodies/taskDefaults.ts';
import type { RunScript } from '../executors/runScript.ts';
import { type TaskSeed, toNodeId } from '../scenarios/scenario.ts';
import { newTask } from '../state/newJob.ts';
import type { JobRecord, NodeRecord, PoolRecord, TaskExecutionInfo, TaskRecord } from '../state/records.ts';
import { isoTime, timeMs } from '../state/time.ts';
import { enterState } from '../state/transition.ts';
import { findText } from '../state/wire.ts';
import type { World } from '../state/world.ts';
import { type EndsAgo, toDurationMs, toNodeIndex, toWantedEndAgoMs } from './seatRuns.ts';

/** Time between adding a task and its start. */
export const waitedMs = 5_000;
/** Time between the end of a node's last task and the removal of the node. */
const nodeTakenAfterMs = 15 * 60 * 1000;

/** A completed seeded task. */
export interface PastTask {
  readonly task: TaskRecord;
  readonly seed: TaskSeed;
  readonly script: RunScript;
  readonly endedMs: number;
}

/**
 * Adds a seeded job's tasks: completed tasks with their outcome, and all others for the scheduler. Returns the
 * completed tasks, which are not on their nodes yet.
 */
export function seedTasks(
  world: World,
  job: JobRecord,
  seeds: readonly TaskSeed[],
  endsAgo: EndsAgo,
): readonly PastTask[] {
  const seededMs = world.clock.now();
  const ended: PastTask[] = [];
  for (const seed of seeds) {
    if (seed.state === 'completed') {
      const past = pastTask(world, job, seed, seededMs - (endsAgo.get(seed) ?? toWantedEndAgoMs(seed)));
      enterTask(world, past.task);
      ended.push(past);
    } else {
      enterTask(world, activeTask(world, job, seed));
    }
  }
  for (const task of job.tasks.values()) {
    if (task.state === 'completed') releaseDependents(task);
  }
  return ended;
}

/** Places completed tasks on their nodes in order, so that the last to end is the node's most recent one. */
export function placeOnNodes(world: World, ended: readonly PastTask[]): void {
  for (const past of ended.toSorted((one, other) => one.endedMs - other.endedMs)) {
    const node = placeOnNode(world, past);
    const pool = findPool(world, past);
    const endTime = isoTime(past.endedMs);
    if (node?.state === 'idle' && endTime > node.stateTransitionTime) node.stateTransitionTime = endTime;
    // The task's node has been removed since.
    if (node === undefined && pool !== undefined && endTime > pool.allocationStateTransitionTime)
      pool.allocationStateTransitionTime = isoTime(past.endedMs + nodeTakenAfterMs);
  }
}

function activeTask(world: World, job: JobRecord, seed: TaskSeed): TaskRecord {
  const task = newTask(world, job, taskWithDefaults(job, seed.body), timeMs(job.creationTime));
  task.executionInfo = { ...task.executionInfo, ...seed.executionInfo };
  const wasRequeued = task.executionInfo.requeueCount > 0;
  const previousState = seed.previousState ?? (wasRequeued ? 'running' : undefined);
  if (previousState !== undefined) {
    task.previousState = previousState;
    task.previousStateTransitionTime = task.stateTransitionTime;
  }
  return task;
}

/** Returns a completed task from its seed, not in a table yet. */
export function pastTask(world: World, job: JobRecord, seed: TaskSeed, endedMs: number): PastTask {
  const script = seed.outcomes?.[0] ?? { durationMs: toDurationMs(seed), exitCode: 0 };
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

/** Sets the node on a task; returns that node if it still exists. A task keeps its node when the pool is deleted. */
export function locateTask(world: World, past: PastTask): NodeRecord | undefined {
  const { task, seed } = past;
  const poolId = findText(task.job.executionInfo, 'poolId');
  if (poolId === undefined) return undefined;
  const nodes = world.pools.get(poolId)?.seededNodes ?? [];
  const index = toNodeIndex(seed, nodes.length);
  const seeded = nodes[index];
  task.nodeInfo = toNodeInfo(world, toTaskRoot(task), poolId, seeded?.id ?? toNodeId(poolId, index));
  return seeded;
}

function findPool(world: World, { task }: PastTask): PoolRecord | undefined {
  return world.pools.get(findText(task.job.executionInfo, 'poolId') ?? '');
}

/** Finds the node of a task, records the node on the task, and adds the task's files and record to the node. */
export function placeOnNode(world: World, past: PastTask): NodeRecord | undefined {
  const node = locateTask(world, past);
  if (node !== undefined) {
    node.machine?.place?.(toTaskRoot(past.task), past.script, past.endedMs);
    rememberTask(world, node, past.task);
  }
  return node;
}
