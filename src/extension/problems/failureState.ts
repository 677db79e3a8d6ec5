import { findTask, toStamp } from '../../app/evidence/findTask.ts';
import { findPreparationLog } from '../../app/evidence/helperLogs.ts';
import { findById, findJob } from '../../app/lists/findById.ts';
import { listPreparations } from '../../app/lists/taskCount.ts';
import type { ComputeNode } from '../../core/model/computeNode.ts';
import type { Job } from '../../core/model/job.ts';
import { findNow } from '../../core/model/missing.ts';
import { brokenStates, countNodes, isResizeFailed, isResizeStopped, type Pool } from '../../core/model/pool.ts';
import type {
  JobResource,
  JobScheduleResource,
  NodeResource,
  PoolResource,
  Resource,
  TaskResource,
} from '../../core/model/resource.ts';
import { isFailed, type Task } from '../../core/model/task.ts';
import type { AccountStore, Scope } from '../../service/store/accountStore.ts';
import { findNodeRepair, findTaskRepair, type Repair } from './failurePlace.ts';

/** The item that a document belongs to; a node's document is about its start task. */
export type Subject = TaskResource | NodeResource | PoolResource | JobResource | JobScheduleResource;

export function isSubject(resource: Resource): resource is Subject {
  return ['task', 'node', 'pool', 'job', 'jobSchedule'].includes(resource.kind);
}

/** Current state of a subject. */
export interface SubjectState {
  readonly failed: boolean;
  /** Changes when the subject starts, ends, or fails again. */
  readonly stamp: string;
  readonly exitCode?: number;
  /** ISO 8601. */
  readonly endedAt?: string;
  /** The repair, if it is accepted now. */
  readonly repair: Repair | undefined;
}

/** Returns true if the start task of a node failed (Batch documentation: "Compute node: startTaskInfo"). */
export function hasFailedStartTask({ state, startTaskInfo }: ComputeNode): boolean {
  return state === 'starttaskfailed' || startTaskInfo?.result === 'failure';
}

/** Returns a text that changes when the start task of a node runs again. */
export function toStartTaskStamp({ state, startTaskInfo }: ComputeNode): string {
  return JSON.stringify([state, startTaskInfo?.startTime, startTaskInfo?.endTime, startTaskInfo?.retryCount]);
}

/** Returns the current state of a subject, from loaded data or from the service; undefined when it is gone. */
export async function findState(store: AccountStore, subject: Subject): Promise<SubjectState | undefined> {
  const { service, snapshot } = store;
  switch (subject.kind) {
    case 'task': {
      const task = await findTask(store, subject);
      return task && toTaskState(task, findJob(snapshot, subject.jobId));
    }
    case 'node': {
      const node = await findNode(store, subject);
      if (node === undefined) return undefined;
      return { failed: hasFailedStartTask(node), stamp: toStartTaskStamp(node), repair: findNodeRepair(node) };
    }
    case 'pool': {
      const loaded = findById(snapshot.slice({ kind: 'pools' }).items, subject.poolId);
      const pool = loaded ?? (await findNow(service.pools.getPool(subject.poolId)));
      return pool && toPoolState(pool, store);
    }
    case 'job': {
      const job = findJob(snapshot, subject.jobId) ?? (await findNow(service.jobs.getJob(subject.jobId)));
      return job && toJobState(job, store);
    }
    case 'jobSchedule': {
      const loaded = findById(snapshot.slice({ kind: 'jobSchedules' }).items, subject.scheduleId);
      const schedule = loaded ?? (await findNow(service.jobSchedules.getJobSchedule(subject.scheduleId)));
      if (schedule === undefined) return undefined;
      const stamp = JSON.stringify([schedule.state, schedule.schedule, schedule.executionInfo]);
      return { failed: false, stamp, repair: undefined };
    }
  }
}

/**
 * Returns true if a subject may be marked. A task or a start task is marked only if it failed; a pool, a job, and a job
 * schedule can have wrong properties before anything fails, which their explanations show.
 */
export function mayBeMarked({ kind }: Subject, { failed }: SubjectState): boolean {
  return failed || (kind !== 'task' && kind !== 'node');
}

/** Returns true if a scope of the store has the state of a subject. */
export function isStateOf(scope: Scope, subject: Subject): boolean {
  switch (subject.kind) {
    case 'task':
      return scope.kind === 'tasks' && scope.jobId === subject.jobId;
    case 'node':
      return scope.kind === 'nodes' && scope.poolId === subject.poolId;
    case 'pool':
      return scope.kind === 'pools';
    case 'job':
      return scope.kind === 'jobs' || (scope.kind === 'preparation' && scope.jobId === subject.jobId);
    case 'jobSchedule':
      return scope.kind === 'jobSchedules';
  }
}

function toPoolState(pool: Pool, { snapshot }: AccountStore): SubjectState {
  const { state, allocationState, resizeErrors, autoScaleRun, startTask } = pool;
  const broken = countNodes(snapshot.nodeCounts.get(pool.id), ...brokenStates);
  const isShort = isResizeFailed(pool) && !isResizeStopped(pool);
  return {
    failed: isShort || autoScaleRun?.error !== undefined || broken > 0,
    stamp: JSON.stringify([state, allocationState, resizeErrors, autoScaleRun, startTask, broken]),
    repair: undefined,
  };
}

/** Termination reasons of failed jobs (Batch documentation: "Job: terminateReason"). */
const failedReasons = ['maxwallclocktimeexpiry', 'taskfailed'];

function toJobState(job: Job, { account, snapshot }: AccountStore): SubjectState {
  const { state, executionInfo, constraints, onAllTasksComplete } = job;
  const failedLog = findPreparationLog(account.id, listPreparations(snapshot, job));
  return {
    failed:
      failedLog !== undefined ||
      executionInfo?.schedulingError !== undefined ||
      failedReasons.includes(executionInfo?.terminateReason?.toLowerCase() ?? ''),
    stamp: JSON.stringify([state, executionInfo, constraints, onAllTasksComplete, failedLog?.nodeId]),
    repair: undefined,
  };
}

function toTaskState(task: Task, job: Job | undefined): SubjectState {
  const { exitCode, endTime } = task.executionInfo ?? {};
  return {
    failed: isFailed(task),
    stamp: toStamp(task),
    repair: findTaskRepair(task, job),
    ...(exitCode === undefined ? {} : { exitCode }),
    ...(endTime === undefined ? {} : { endedAt: endTime }),
  };
}

async function findNode(store: AccountStore, { poolId, nodeId }: NodeResource): Promise<ComputeNode | undefined> {
  const loaded = store.snapshot.slice({ kind: 'nodes', poolId }).items.find(({ id }) => id === nodeId);
  if (loaded !== undefined) return loaded;
  return findNow(store.service.nodes.getNode(poolId, nodeId));
}
