import type { JobSeed, PoolSeed, Scenario, TaskSeed } from '../scenarios/scenario.ts';
import { findNumber, findObject, findText } from '../state/wire.ts';

const defaultEndedAgoMs = 10 * 60 * 1000;
const defaultDurationMs = 1000;

/** Milliseconds from the end of each completed seeded task until the account was seeded. */
export type EndsAgo = ReadonlyMap<TaskSeed, number>;

/** Returns how long ago a seeded task should have ended, if its node had a free slot then. */
export function toWantedEndAgoMs({ endedAgoMs }: TaskSeed): number {
  return endedAgoMs ?? defaultEndedAgoMs;
}

/** Returns the duration of a seeded task's first run. */
export function toDurationMs({ outcomes }: TaskSeed): number {
  return outcomes?.[0]?.durationMs ?? defaultDurationMs;
}

/**
 * Returns the index of the pool's node that a seeded task ran on; an index of `nodes` or above means a node that has
 * left.
 */
export function toNodeIndex({ node = 0, nodeGone }: TaskSeed, nodes: number): number {
  return nodeGone === true || node >= nodes ? node + nodes : node;
}

/**
 * Assigns slots on its node to each completed task. A task that would overlap with other tasks in the slots is moved
 * before them, so that no node ever ran more tasks than it has slots. Tasks that are created on demand are ignored.
 */
export function seatRuns({ pools, jobs }: Pick<Scenario, 'pools' | 'jobs'>): EndsAgo {
  const endsAgo = new Map<TaskSeed, number>();
  for (const pool of pools) {
    for (const tasks of groupByNode(pool, jobs).values())
      seatOnNode(tasks, findNumber(pool.body, 'taskSlotsPerNode') ?? 1, endsAgo);
  }
  return endsAgo;
}

/** Returns how long ago the first run of a completed task began, by index of its node. */
export function findFirstStarts(
  pool: PoolSeed,
  jobs: readonly JobSeed[],
  endsAgo: EndsAgo,
): ReadonlyMap<number, number> {
  const groups = [...groupByNode(pool, jobs)];
  return new Map(groups.map(([index, tasks]) => [index, findFirstStart(tasks, endsAgo)]));
}

/** Returns how long ago the first run of completed tasks began; 0 if none did. */
export function findFirstStart(tasks: readonly TaskSeed[], endsAgo: EndsAgo): number {
  const toStartAgoMs = (task: TaskSeed): number => (endsAgo.get(task) ?? toWantedEndAgoMs(task)) + toDurationMs(task);
  return tasks.reduce((first, task) => (task.state === 'completed' ? Math.max(first, toStartAgoMs(task)) : first), 0);
}

function groupByNode(
  { body, nodes = [] }: PoolSeed,
  jobs: readonly JobSeed[],
): ReadonlyMap<number, readonly TaskSeed[]> {
  const tasks = jobs.flatMap((job) => {
    const isHere = findText(findObject(job.body, 'poolInfo'), 'poolId') === findText(body, 'id');
    return isHere && !('count' in job.tasks) ? job.tasks.filter(({ state }) => state === 'completed') : [];
  });
  const groups = new Map<number, TaskSeed[]>();
  for (const task of tasks) {
    const index = toNodeIndex(task, nodes.length);
    const group = groups.get(index);
    if (group === undefined) groups.set(index, [task]);
    else group.push(task);
  }
  return groups;
}

/** Assigns slots from the task that ended last to the task that ended first. */
function seatOnNode(tasks: readonly TaskSeed[], slots: number, endsAgo: Map<TaskSeed, number>): void {
  /** For each slot, how long ago its earliest run began. */
  const takenAgoMs = Array.from({ length: slots }, () => 0);
  for (const task of tasks.toSorted((one, other) => toWantedEndAgoMs(one) - toWantedEndAgoMs(other))) {
    takenAgoMs.sort((one, other) => one - other);
    const needed = Math.min(findNumber(task.body, 'requiredSlots') ?? 1, slots);
    const endAgoMs = Math.max(toWantedEndAgoMs(task), takenAgoMs[needed - 1] ?? 0);
    takenAgoMs.fill(endAgoMs + toDurationMs(task), 0, needed);
    endsAgo.set(task, endAgoMs);
  }
}
