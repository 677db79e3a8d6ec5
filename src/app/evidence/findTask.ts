import type { FailedTask } from '../../core/diagnosis/causes/failing.ts';
import { BatchError } from '../../core/model/batchError.ts';
import { findPoolOfJob, type Job } from '../../core/model/job.ts';
import type { Pool } from '../../core/model/pool.ts';
import type { TaskResource } from '../../core/model/resource.ts';
import { type Task, taskGroups } from '../../core/model/task.ts';
import type { AccountSnapshot, AccountStore } from '../../service/store/accountStore.ts';
import { findById } from '../lists/findById.ts';

/** Returns the task as the explorer last loaded it; undefined if it is not in any loaded list. */
export function findLoadedTask(
  snapshot: AccountSnapshot,
  { jobId, taskId }: Pick<TaskResource, 'jobId' | 'taskId'>,
): Task | undefined {
  for (const group of taskGroups) {
    const task = findById(snapshot.slice({ kind: 'tasks', jobId, group }).items, taskId);
    if (task !== undefined) return task;
  }
  return undefined;
}

/** Returns the loaded task, or requests it; undefined if it was deleted. Throws when the request fails. */
export async function findTask(
  store: AccountStore,
  owner: Pick<TaskResource, 'jobId' | 'taskId'>,
): Promise<Task | undefined> {
  const loaded = findLoadedTask(store.snapshot, owner);
  if (loaded !== undefined) return loaded;
  try {
    return await store.service.tasks.getTask(owner.jobId, owner.taskId);
  } catch (error) {
    if (BatchError.is(error, 'TaskNotFound', 'JobNotFound')) return undefined;
    throw error;
  }
}

/**
 * Returns a stamp that changes when a task starts, ends, fails again, or is retried, which makes earlier data about it
 * outdated.
 */
export function toStamp(task: Task): string {
  const { state, stateTransitionTime, executionInfo } = task;
  return JSON.stringify([state, stateTransitionTime, executionInfo?.retryCount, executionInfo?.requeueCount]);
}

/** Maps the loaded pools of an account by ID. */
export function toPoolsById(snapshot: AccountSnapshot): ReadonlyMap<string, Pool> {
  return new Map(snapshot.slice({ kind: 'pools' }).items.map((pool) => [pool.id, pool]));
}

/** Combines a failed task with the evidence that identifies its cause. */
export function toFailedTask(
  resource: TaskResource,
  task: Task,
  job: Job,
  poolsById: ReadonlyMap<string, Pool>,
): FailedTask {
  return {
    kind: 'task',
    resource,
    at: task.executionInfo?.endTime ?? task.stateTransitionTime,
    task,
    job,
    pool: poolsById.get(task.nodeInfo?.poolId ?? findPoolOfJob(job) ?? ''),
  };
}
