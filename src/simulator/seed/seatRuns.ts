import type { JobSeed, PoolSeed, Scenario, TaskSeed } from '../scenarios/scenario.ts';
import { findNumber, findObject, findText } from '../state/wire.ts';

const defaultEndedAgoMs = 10 * 60 * 1000;
const defaultDurationMs = 1000;

/** When seeded tasks that are over ended: how long before the account was seeded. */
export type EndsAgo = ReadonlyMap<TaskSeed, number>;

/** When a seeded task ended if its node had room for it. */
export function toWantedEndAgoMs({ endedAgoMs }: TaskSeed): number {
  return endedAgoMs ?? defaultEndedAgoMs;
}

/** How long the first run of a seeded task took. */
export function toDurationMs({ outcomes }: TaskSeed): number {
  return outcomes?.[0]?.durationMs ?? defaultDurationMs;
}

/** The number of the node of its pool that a seeded task ran on; from `nodes` on, one that is no longer there. */
export function toNodeIndex({ node = 0, nodeGone }: TaskSeed, nodes: number): number {
  return nodeGone === true || node >= nodes ? node + nodes : node;
}

/**
 * Gives each task that is over slots on its node. One that would have run while these were taken ran before what took
 * them, so that no node ever ran more than it has slots for. Tasks that are made on demand are not looked at.
 */
export function seatRuns({ pools, jobs }: Pick<Scenario, 'pools' | 'jobs'>): EndsAgo {
  const endsAgo = new Map<TaskSeed, number>();
  for (const pool of pools) {
    for (const tasks of groupByNode(pool, jobs))
      seatOnNode(tasks, findNumber(pool.body, 'taskSlotsPerNode') ?? 1, endsAgo);
  }
  return endsAgo;
}

function groupByNode({ body, nodes = [] }: PoolSeed, jobs: readonly JobSeed[]): Iterable<readonly TaskSeed[]> {
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
  return groups.values();
}

/** From the task that ended last to the one that ended first. */
function seatOnNode(tasks: readonly TaskSeed[], slots: number, endsAgo: Map<TaskSeed, number>): void {
  /** For each slot how long ago the earliest run in it began. */
  const takenAgoMs = Array.from({ length: slots }, () => 0);
  for (const task of tasks.toSorted((one, other) => toWantedEndAgoMs(one) - toWantedEndAgoMs(other))) {
    takenAgoMs.sort((one, other) => one - other);
    const needed = Math.min(findNumber(task.body, 'requiredSlots') ?? 1, slots);
    const endAgoMs = Math.max(toWantedEndAgoMs(task), takenAgoMs[needed - 1] ?? 0);
    takenAgoMs.fill(endAgoMs + toDurationMs(task), 0, needed);
    endsAgo.set(task, endAgoMs);
  }
}
