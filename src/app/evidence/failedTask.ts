import type { FailedTask } from '../../core/diagnosis/causes/failing.ts';
import { findPoolOfJob, type Job } from '../../core/model/job.ts';
import type { Pool } from '../../core/model/pool.ts';
import type { TaskResource } from '../../core/model/resource.ts';
import type { Task } from '../../core/model/task.ts';
import type { AccountSnapshot } from '../../service/store/accountStore.ts';

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
