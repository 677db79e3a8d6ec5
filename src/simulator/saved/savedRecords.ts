import type { SshUser } from '../executors/executor.ts';
import type { AllocationFailure, Quotas } from '../scenarios/scenario.ts';
import type {
  JobRecord,
  JobScheduleRecord,
  NodeJobTasks,
  NodeRecord,
  PoolRecord,
  StateRecord,
  TaskRecord,
} from '../state/records.ts';
import { toKey } from '../state/sortedTable.ts';
import type { World } from '../state/world.ts';

/** A record as plain JSON, without values derived from other records or from activities in progress. */
export type SavedPool = Omit<PoolRecord, 'nodes' | 'seededNodes' | 'generation'>;
export interface SavedNode extends Omit<NodeRecord, 'pool' | 'machine' | 'users' | NodeActivity> {
  readonly poolId: string;
  readonly hasMachine: boolean;
  readonly users: readonly SshUser[];
}
export interface SavedJob extends Omit<JobRecord, 'tasks' | 'nodeTasks' | JobIndexes> {
  readonly nodeTasks: readonly SavedNodeTasks[];
}
export interface SavedTask extends Omit<TaskRecord, 'job' | 'run'> {
  readonly jobId: string;
}
export type SavedSchedule = Omit<JobScheduleRecord, 'generation'>;
export type SavedRecord = SavedPool | SavedNode | SavedJob | SavedTask | SavedSchedule;

/** Properties of an account except its pools, jobs, and schedules. */
export interface SavedAccount {
  readonly quotas: Quotas;
  readonly allocationFailures: readonly AllocationFailure[];
}

type NodeActivity = 'runs' | 'jobTasks' | 'isDraining' | 'generation';
type JobIndexes = 'ready' | 'readyInstances' | 'blocked' | 'running' | 'counts' | 'slotCounts' | 'generation';

interface SavedNodeTasks extends Omit<NodeJobTasks, 'preparing'> {
  /** Set if the node still has these tasks, because it has not been reimaged since. */
  readonly isOnNode: boolean;
}

/** Returns the record as saved; undefined if it has left its table, or was replaced. */
export function toSaved(world: World, record: StateRecord): SavedRecord | undefined {
  switch (record.kind) {
    case 'pool':
      return world.pools.get(record.id) === record ? toSavedPool(record) : undefined;
    case 'node':
      return record.pool.nodes.get(record.id) === record ? toSavedNode(record) : undefined;
    case 'job':
      return world.jobs.get(record.id) === record ? toSavedJob(world, record) : undefined;
    case 'task':
      return record.job.tasks.get(record.id) === record ? toSavedTask(record) : undefined;
    case 'jobSchedule':
      return world.jobSchedules.get(record.id) === record ? toSavedSchedule(record) : undefined;
  }
}

function toSavedPool({ nodes: _nodes, seededNodes: _seeded, generation: _, ...pool }: PoolRecord): SavedPool {
  return pool;
}

function toSavedNode(node: NodeRecord): SavedNode {
  const { pool, machine, users, runs: _runs, jobTasks: _jobTasks, isDraining: _, generation: _plan, ...saved } = node;
  return { ...saved, poolId: pool.id, hasMachine: machine !== undefined, users: [...users.values()] };
}

function toSavedJob(world: World, job: JobRecord): SavedJob {
  const { tasks: _tasks, ready: _ready, blocked: _blocked, running: _running, ...rest } = job;
  const { readyInstances: _ri, counts: _counts, slotCounts: _slots, generation: _, nodeTasks, ...saved } = rest;
  const all = [...nodeTasks.values()].map((tasks) => {
    const { preparing: _now, ...rest } = tasks;
    const node = world.pools.get(tasks.poolId)?.nodes.get(tasks.nodeId);
    return { ...rest, isOnNode: node?.jobTasks.get(toKey(job.id)) === tasks };
  });
  return { ...saved, nodeTasks: all };
}

function toSavedTask({ job, run: _, ...task }: TaskRecord): SavedTask {
  return { ...task, jobId: job.id };
}

function toSavedSchedule({ generation: _, ...schedule }: JobScheduleRecord): SavedSchedule {
  return schedule;
}
