import type { FailedTask } from '../../core/diagnosis/causes/failing.ts';
import { BatchError } from '../../core/model/batchError.ts';
import { findPoolOfJob, type Job } from '../../core/model/job.ts';
import type { Pool } from '../../core/model/pool.ts';
import type { TaskResource } from '../../core/model/resource.ts';
import { type Task, taskGroups } from '../../core/model/task.ts';
import type { AccountSnapshot, AccountStore } from '../../service/store/accountStore.ts';

/** The task as the explorer last saw it; undefined when it is in no list that is loaded. */
export function findLoadedTask(
  snapshot: AccountSnapshot,
  { jobId, taskId }: Pick<TaskResource, 'jobId' | 'taskId'>,
): Task | undefined {
  for (const group of taskGroups) {
    const task = snapshot.slice({ kind: 'tasks', jobId, group }).items.find(({ id }) => id === taskId);
    if (task !== undefined) return task;
  }
  return undefined;
}

/** The task as it is loaded, or asked for; undefined when it was deleted. Throws when the service can't be asked. */
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

/** Changes when a task starts, ends, fails again or is retried: what was read of it before then belongs to the past. */
export function toStamp(task: Task): string {
  const { state, stateTransitionTime, executionInfo } = task;
  return JSON.stringify([state, stateTransitionTime, executionInfo?.retryCount, executionInfo?.requeueCount]);
}

/** Pools of an account by their ids, as far as they are loaded. */
export function toPoolsById(snapshot: AccountSnapshot): ReadonlyMap<string, Pool> {
  return new Map(snapshot.slice({ kind: 'pools' }).items.map((pool) => [pool.id, pool]));
}

/** A failed task with the evidence that identifies its cause. */
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
