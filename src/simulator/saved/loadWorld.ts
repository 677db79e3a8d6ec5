import { resumePool } from '../behaviours/allocation.ts';
import { resumeAutoScale } from '../behaviours/autoscale/autoscale.ts';
import { resumeJob } from '../behaviours/jobLife.ts';
import { resumeSchedule } from '../behaviours/jobScheduleLife.ts';
import { watchWallClock } from '../behaviours/jobStart.ts';
import { machineFor, resumeNode } from '../behaviours/nodeLife.ts';
import { expireLater } from '../behaviours/nodeUsers.ts';
import { requestScheduling } from '../behaviours/schedulingRequests.ts';
import { recoverTask } from '../behaviours/taskRuns.ts';
import { enterTask, releaseDependents } from '../behaviours/taskStates.ts';
import type { DiskOrigin } from '../executors/executor.ts';
import { noTasks } from '../state/newJob.ts';
import type {
  AuxiliaryTaskInfo,
  JobRecord,
  JobScheduleRecord,
  NodeJobTasks,
  NodeRecord,
  PoolRecord,
  TaskRecord,
} from '../state/records.ts';
import { SortedTable, toKey } from '../state/sortedTable.ts';
import type { World } from '../state/world.ts';
import type { SavedJob, SavedNode, SavedPool, SavedTask } from './savedRecords.ts';
import type { SavedWorld } from './savedWorld.ts';

export interface LoadOptions {
  readonly formerUrl: string;
  /**
   * Returns the folder from which the disk of a node is copied, by key of the pool and of the node; undefined if the
   * disks are in place.
   */
  readonly findFolder?: (poolId: string, nodeId: string) => string;
}

/**
 * Fills an empty world with a saved one, and resumes what was in progress. Running tasks start again, on existing
 * nodes; nodes restart their own transitions.
 */
export async function loadWorld(world: World, saved: SavedWorld, options: LoadOptions): Promise<void> {
  const relocate = <T>(value: T): T => toNewUrl(value, options.formerUrl, world.url);
  world.quotas = saved.account.quotas;
  world.allocationFailures = saved.account.allocationFailures;
  for (const each of saved.leases) world.formerLeases.push(each);
  for (const moment of saved.events.after(0)) world.events.add(...moment);
  for (const { pool, nodes } of saved.pools.values()) {
    const record = toPool(pool);
    world.pools.set(record.id, record);
    for (const { node, disk } of nodes.values()) {
      const made = toNode(record, { ...node, recentTasks: relocate(node.recentTasks) });
      record.nodes.set(made.id, made);
      if (node.hasMachine) await giveMachine(world, made, { changes: disk.list() }, options);
    }
  }
  for (const { job, tasks } of saved.jobs.values()) {
    const record = toJob({ ...job, nodeTasks: relocate(job.nodeTasks) });
    world.jobs.set(record.id, record);
    linkNodes(world, record, job);
    for (const task of tasks.values()) {
      const { nodeInfo, subtasks } = task;
      enterTask(world, toTaskRecord(record, { ...task, nodeInfo: relocate(nodeInfo), subtasks: relocate(subtasks) }));
    }
  }
  for (const schedule of saved.jobSchedules.values()) {
    const record: JobScheduleRecord = { ...schedule, executionInfo: relocate(schedule.executionInfo), generation: 0 };
    world.jobSchedules.set(record.id, record);
  }
  world.continueVersions(listVersioned(world));
  await world.executor.forgetOtherDisks?.();
  resume(world);
}

function* listVersioned(world: World): Generator<{ readonly eTag: string }> {
  yield* world.pools.values();
  yield* world.jobSchedules.values();
  for (const job of world.jobs.values()) {
    yield job;
    yield* job.tasks.values();
  }
}

/** Resumes everything that was in progress. */
function resume(world: World): void {
  for (const job of world.jobs.values()) {
    for (const task of [...job.tasks.values()]) {
      if (task.state === 'completed') releaseDependents(task);
      else if (task.state !== 'active') recoverTask(world, task);
    }
  }
  for (const pool of world.pools.values()) {
    for (const node of [...pool.nodes.values()]) {
      for (const user of node.users.values()) expireLater(world, node, user);
      resumeNode(world, node);
    }
    resumePool(world, pool);
    resumeAutoScale(world, pool);
    requestScheduling(world, pool);
  }
  for (const job of world.jobs.values()) {
    resumeJob(world, job);
    watchWallClock(world, job);
  }
  for (const schedule of world.jobSchedules.values()) resumeSchedule(world, schedule);
}

function toPool(pool: SavedPool): PoolRecord {
  return { ...pool, nodes: new SortedTable<NodeRecord>(), seededNodes: [], generation: 0 };
}

function toNode(pool: PoolRecord, { poolId: _, hasMachine: _machine, users, ...node }: SavedNode): NodeRecord {
  return {
    ...node,
    pool,
    machine: undefined,
    users: new Map(users.map((user) => [toKey(user.name), user])),
    runs: new Set(),
    jobTasks: new Map(),
    isDraining: false,
    generation: 0,
  };
}

async function giveMachine(
  world: World,
  node: NodeRecord,
  disk: DiskOrigin,
  { findFolder }: LoadOptions,
): Promise<void> {
  const folder = findFolder?.(node.pool.id, node.id);
  const origin = folder === undefined ? disk : { ...disk, folder };
  node.machine = await world.executor.createMachine({ ...machineFor(world, node), disk: origin });
  node.machine.setUsers([...node.users.values()]);
}

function toJob({ nodeTasks, ...job }: SavedJob): JobRecord {
  const tasks = nodeTasks.map(
    ({ isOnNode: _, ...one }): NodeJobTasks => ({
      ...one,
      preparation: withoutRun(one.preparation),
      release: withoutRun(one.release),
      preparing: undefined,
    }),
  );
  return {
    ...job,
    tasks: new SortedTable<TaskRecord>(),
    ready: new Set(),
    readyInstances: 0,
    blocked: new Map(),
    nodeTasks: new Map(tasks.map((one) => [toKey(one.nodeId), one])),
    running: new Set(),
    counts: noTasks(),
    slotCounts: noTasks(),
    generation: 0,
  };
}

/** Drops an unfinished run: it has stopped, and starts again when it is needed. */
function withoutRun(info: AuxiliaryTaskInfo | undefined): AuxiliaryTaskInfo | undefined {
  return info?.state === 'completed' ? info : undefined;
}

/** Links nodes to the job's preparation and release tasks that ran on them. */
function linkNodes(world: World, job: JobRecord, { nodeTasks }: SavedJob): void {
  for (const { poolId, nodeId, isOnNode } of nodeTasks) {
    const tasks = job.nodeTasks.get(toKey(nodeId));
    const node = world.pools.get(poolId)?.nodes.get(nodeId);
    if (isOnNode && tasks !== undefined) node?.jobTasks.set(toKey(job.id), tasks);
  }
}

function toTaskRecord(job: JobRecord, { jobId: _, ...task }: SavedTask): TaskRecord {
  return { ...task, job, run: undefined };
}

/** Replaces the account's former URL in the account's own data. */
function toNewUrl<T>(value: T, formerUrl: string, url: string): T {
  if (value === undefined || formerUrl === url) return value;
  return JSON.parse(JSON.stringify(value).replaceAll(`"${formerUrl}/`, `"${url}/`));
}
