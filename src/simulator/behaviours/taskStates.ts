import type { TaskCounts, TaskRecord, TaskState } from '../state/records.ts';
import { toKey } from '../state/sortedTable.ts';
import { timeMs } from '../state/time.ts';
import { enterState } from '../state/transition.ts';
import { findNumber, findObject, findObjects, findTexts } from '../state/wire.ts';
import type { World } from '../state/world.ts';
import { noteTaskEnd, noteTaskStart } from './events.ts';
import { findExitOptions } from './exitConditions.ts';

/**
 * Moves a task to another state, with the matching execution information, and updates the job's counts and indexes.
 * Neither ETag nor lastModified change (recorded).
 */
export function moveTask(world: World, task: TaskRecord, state: TaskState, info = task.executionInfo): void {
  count(task, -1);
  if (task.state === 'running') countRun(world, task);
  task.executionInfo = info;
  enterState(task, state, world.time());
  if (state === 'running') noteTaskStart(world, task);
  if (state === 'completed') noteTaskEnd(world, task);
  count(task, 1);
  index(task);
  world.touch(task);
}

/** Adds the time since the task's start to its total running time, for statistics. */
export function countRun(world: World, task: TaskRecord): void {
  const { startTime } = task.executionInfo;
  world.touch(task);
  task.ranMs += startTime === undefined ? 0 : world.clock.now() - timeMs(startTime);
}

/** Adds a new task to the job's table, counts, and indexes. */
export function enterTask(world: World, task: TaskRecord): void {
  world.touch(task);
  task.job.tasks.set(task.id, task);
  count(task, 1);
  index(task);
}

/** Removes a deleted task from the job's table, counts, and indexes. */
export function dropTask(world: World, task: TaskRecord): void {
  world.drop(task);
  count(task, -1);
  task.job.tasks.delete(task.id);
  unready(task);
  task.job.running.delete(task);
  for (const waiting of task.job.blocked.values()) waiting.delete(task);
}

function count(task: TaskRecord, by: 1 | -1): void {
  for (const bucket of findBuckets(task)) {
    task.job.counts[bucket] += by;
    task.job.slotCounts[bucket] += by * task.requiredSlots;
  }
}

/**
 * Returns the counts that include a task: `running` includes `preparing`, and `completed` is the sum of `succeeded` and
 * `failed`.
 */
function findBuckets(task: TaskRecord): readonly (keyof TaskCounts)[] {
  switch (task.state) {
    case 'active':
      return ['active'];
    case 'preparing':
    case 'running':
      return ['running'];
    case 'completed':
      return ['completed', task.executionInfo.result === 'success' ? 'succeeded' : 'failed'];
  }
}

function index(task: TaskRecord): void {
  const { job } = task;
  const isRunning = task.state === 'preparing' || task.state === 'running';
  if (isRunning) {
    job.running.add(task);
  } else {
    job.running.delete(task);
  }
  if (task.state === 'active') {
    makeReady(task);
  } else {
    unready(task);
  }
}

function makeReady(task: TaskRecord): void {
  const unmet = unmetDependency(task);
  if (unmet === undefined) {
    if (!task.job.ready.has(task)) task.job.readyInstances += countInstances(task);
    task.job.ready.add(task);
    return;
  }
  const waiting = task.job.blocked.get(unmet) ?? new Set();
  task.job.blocked.set(unmet, waiting.add(task));
}

function unready(task: TaskRecord): void {
  if (task.job.ready.delete(task)) task.job.readyInstances -= countInstances(task);
}

/** Batch documentation: an active multi-instance task counts once for each instance. */
function countInstances(task: TaskRecord): number {
  return findNumber(findObject(task.spec, 'multiInstanceSettings'), 'numberOfInstances') ?? 1;
}

/** Rechecks the tasks that depend on this one. Called when it completes or satisfies them. */
export function releaseDependents(task: TaskRecord): void {
  const { blocked } = task.job;
  for (const key of new Set([toKey(task.id), toNumberKey(task.id)])) {
    const waiting = blocked.get(key);
    blocked.delete(key);
    for (const dependent of waiting ?? []) {
      if (dependent.state === 'active') makeReady(dependent);
    }
  }
}

/** Returns the key of the first task that this one still waits for. */
function unmetDependency(task: TaskRecord): string | undefined {
  const { tasks } = task.job;
  for (const ids of dependencyIds(task)) {
    const isMet = ids.some((id) => {
      const dependency = tasks.get(id);
      return dependency !== undefined && isSatisfied(dependency);
    });
    if (!isMet) return toKey(ids[0] ?? '');
  }
  return undefined;
}

/** Lists the IDs of each dependency, of which one is enough: those of a range may have leading zeros. */
function* dependencyIds(task: TaskRecord): Generator<readonly string[]> {
  const dependsOn = findObject(task.spec, 'dependsOn');
  for (const id of findTexts(dependsOn, 'taskIds')) yield [id];
  for (const range of findObjects(dependsOn, 'taskIdRanges')) {
    const end = findNumber(range, 'end') ?? -1;
    for (let id = findNumber(range, 'start') ?? 0; id <= end; id += 1) yield listPadded(String(id));
  }
}

/** Batch documentation: "Leading zeroes aren't significant when evaluating range dependencies". */
function listPadded(id: string): readonly string[] {
  return Array.from({ length: 10 }, (_, length) => id.padStart(length + 1, '0'));
}

/** Returns the key of a task's ID without leading zeros, by which a range names it. */
function toNumberKey(id: string): string {
  return toKey(/^\d+$/.test(id) ? String(Number(id)) : id);
}

function isSatisfied(dependency: TaskRecord): boolean {
  return dependency.state === 'completed' && findExitOptions(dependency).dependencyAction === 'satisfy';
}
