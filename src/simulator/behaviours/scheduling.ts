import type { ActiveRun, JobRecord, NodeRecord, PoolRecord, TaskRecord } from '../state/records.ts';
import { toKey } from '../state/sortedTable.ts';
import { timeMs } from '../state/time.ts';
import { findFlag, findNumber, findObject, findText } from '../state/wire.ts';
import type { World } from '../state/world.ts';
import { isBarred } from './jobPreparation.ts';
import { acceptsTasks, freeSlots } from './nodeStates.ts';
import { findNeeds, isMultiInstance, type TaskNeeds } from './taskNeeds.ts';
import { interruptRun, startTaskRun } from './taskRuns.ts';

/**
 * Places ready tasks on the pool's nodes: jobs by priority, then by age; a job's tasks in the order in which they
 * became ready.
 */
export function schedulePool(world: World, pool: PoolRecord): void {
  if (pool.state === 'deleting') return;
  const room = new Room(pool);
  for (const job of jobsOn(world, pool)) {
    for (const task of job.ready) {
      if (room.isFull || roomInJob(job) === 0) break;
      if (isTooOld(world, task) || (isMultiInstance(task) && !room.takesInstances)) continue;
      const needs = findNeeds(task, room.slotsPerNode);
      const nodes = room.pickAll(task, needs);
      const [primary, ...others] = nodes ?? [];
      if (primary !== undefined) startTaskRun(world, task, primary, { others, slots: needs.slots });
    }
    if (room.isFull) preemptFor(world, pool, job, Math.min(job.ready.size, roomInJob(job)));
  }
}

/** Batch documentation: a task that was added longer ago than this stays active and never runs. */
const longestLifeMs = 180 * 24 * 60 * 60 * 1000;

function isTooOld(world: World, task: TaskRecord): boolean {
  return world.clock.now() - timeMs(task.creationTime) > longestLifeMs;
}

function jobsOn(world: World, pool: PoolRecord): readonly JobRecord[] {
  const key = toKey(pool.id);
  const jobs = [...world.jobs.values()].filter(
    (job) => job.state === 'active' && job.ready.size > 0 && toKey(findText(job.executionInfo, 'poolId') ?? '') === key,
  );
  return jobs.sort((left, right) => findPriority(right) - findPriority(left));
}

/** Returns how many more tasks the job may run. `maxParallelTasks` of -1 means no limit. */
function roomInJob(job: JobRecord): number {
  const limit = findNumber(job.spec, 'maxParallelTasks') ?? -1;
  return limit >= 0 ? Math.max(0, limit - job.running.size) : Number.POSITIVE_INFINITY;
}

/** The free slots of a pool's nodes during one round of scheduling. */
class Room {
  readonly #free = new Map<NodeRecord, number>();
  readonly #packs: boolean;
  readonly slotsPerNode: number;
  /** Batch documentation: in any other pool, a multi-instance task stays active forever. */
  readonly takesInstances: boolean;

  constructor(pool: PoolRecord) {
    this.slotsPerNode = findNumber(pool.spec, 'taskSlotsPerNode') ?? 1;
    this.takesInstances = this.slotsPerNode === 1 && findFlag(pool.spec, 'enableInterNodeCommunication') === true;
    this.#packs = findText(findObject(pool.spec, 'taskSchedulingPolicy'), 'nodeFillType')?.toLowerCase() === 'pack';
    for (const node of pool.nodes.values()) {
      const free = acceptsTasks(node) ? freeSlots(node, this.slotsPerNode) : 0;
      if (free > 0) this.#free.set(node, free);
    }
  }

  get isFull(): boolean {
    return this.#free.size === 0;
  }

  /**
   * Picks the node for a task: the one it has an affinity to if there is room, or else the fullest (pack) or emptiest
   * (spread).
   */
  #pick(task: TaskRecord, needs: TaskNeeds, besides: readonly NodeRecord[]): NodeRecord | undefined {
    const wanted = findText(findObject(task.spec, 'affinityInfo'), 'affinityId');
    let best: NodeRecord | undefined;
    for (const [node, free] of this.#free) {
      const isFitting = free >= needs.slots && (node.isDedicated || !needs.dedicatedOnly);
      if (!isFitting || besides.includes(node) || isBarred(task.job, node)) continue;
      if (wanted !== undefined && wanted === `TVM:${node.id}`) return node;
      if (best === undefined || this.#isBetter(free, this.#free.get(best) ?? 0)) best = node;
    }
    return best;
  }

  /** Reserves slots on as many different nodes as the task needs; undefined if there are too few. */
  pickAll(task: TaskRecord, needs: TaskNeeds): readonly NodeRecord[] | undefined {
    const picked: NodeRecord[] = [];
    while (picked.length < needs.nodes) {
      const node = this.#pick(task, needs, picked);
      if (node === undefined) return undefined;
      picked.push(node);
    }
    for (const node of picked) this.#take(node, needs.slots);
    return picked;
  }

  #take(node: NodeRecord, slots: number): void {
    const left = (this.#free.get(node) ?? 0) - slots;
    if (left > 0) {
      this.#free.set(node, left);
    } else {
      this.#free.delete(node);
    }
  }

  #isBetter(free: number, than: number): boolean {
    return this.#packs ? free < than : free > than;
  }
}

/**
 * Makes room for a job's waiting tasks: tasks of jobs with lower priority that allow it (`allowTaskPreemption`) are
 * requeued, lowest priority first. Batch documentation: task preemption.
 */
function preemptFor(world: World, pool: PoolRecord, job: JobRecord, wanted: number): void {
  const runs = [...pool.nodes.values()].flatMap((node) => [...node.runs]);
  const underway = runs.filter((run) => run.isOver).length;
  const victims = runs.filter((run) => mayBePreempted(run, findPriority(job)));
  victims.sort((left, right) => priorityOfRun(left) - priorityOfRun(right));
  for (const run of victims.slice(0, Math.max(0, wanted - underway))) interruptRun(world, run, 'recover');
}

function mayBePreempted(run: ActiveRun, byPriority: number): boolean {
  const job = run.task?.job;
  return (
    job !== undefined &&
    !run.isOver &&
    findFlag(job.spec, 'allowTaskPreemption') === true &&
    findPriority(job) < byPriority
  );
}

function priorityOfRun(run: ActiveRun): number {
  return run.task === undefined ? 0 : findPriority(run.task.job);
}

/** Returns the priority of the job, 0 by default. */
function findPriority(job: JobRecord): number {
  return findNumber(job.spec, 'priority') ?? 0;
}
