import { findTask, toStamp } from '../../app/evidence/findTask.ts';
import { findJob } from '../../app/lists/findById.ts';
import type { ComputeNode } from '../../core/model/computeNode.ts';
import type { Job } from '../../core/model/job.ts';
import { findNow } from '../../core/model/missing.ts';
import type { NodeResource, TaskResource } from '../../core/model/resource.ts';
import { isFailed, type Task } from '../../core/model/task.ts';
import type { AccountStore, Scope } from '../../service/store/accountStore.ts';
import { findNodeRepair, findTaskRepair, type Repair } from './failurePlace.ts';

/** Whose document it is: a task's, or a node's start task's. */
export type Subject = TaskResource | NodeResource;

/** How a subject is now. */
export interface SubjectState {
  readonly failed: boolean;
  /** Changes when the subject starts, ends or fails again. */
  readonly stamp: string;
  readonly exitCode?: number;
  /** ISO 8601. */
  readonly endedAt?: string;
  /** What puts it right, where that is accepted now. */
  readonly repair: Repair | undefined;
}

/** Whether the start task of a node failed (Batch documentation: "Compute node: startTaskInfo"). */
export function hasFailedStartTask({ state, startTaskInfo }: ComputeNode): boolean {
  return state === 'starttaskfailed' || startTaskInfo?.result === 'failure';
}

/** Changes when the start task of a node runs again. */
export function toStartTaskStamp({ state, startTaskInfo }: ComputeNode): string {
  return JSON.stringify([state, startTaskInfo?.startTime, startTaskInfo?.endTime, startTaskInfo?.retryCount]);
}

/** How a subject is now, as it is loaded or as the service says; undefined when it is gone. */
export async function findState(store: AccountStore, subject: Subject): Promise<SubjectState | undefined> {
  if (subject.kind === 'task') {
    const task = await findTask(store, subject);
    return task && toTaskState(task, findJob(store.snapshot, subject.jobId));
  }
  const node = await findNode(store, subject);
  if (node === undefined) return undefined;
  return { failed: hasFailedStartTask(node), stamp: toStartTaskStamp(node), repair: findNodeRepair(node) };
}

/** Whether a scope of the store holds the state of a subject. */
export function isStateOf(scope: Scope, subject: Subject): boolean {
  return subject.kind === 'task'
    ? scope.kind === 'tasks' && scope.jobId === subject.jobId
    : scope.kind === 'nodes' && scope.poolId === subject.poolId;
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
