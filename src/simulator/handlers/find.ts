import { type Call, param } from '../http/call.ts';
import { ServiceError } from '../http/serviceError.ts';
import type { JobRecord, NodeRecord, PoolRecord, TaskRecord } from '../state/records.ts';

/** The pool a request names; throws `PoolNotFound`. */
export function getNamedPool(call: Call): PoolRecord {
  const pool = call.world.pools.get(param(call, 'poolId'));
  if (pool === undefined) throw new ServiceError('PoolNotFound');
  return pool;
}

/** The node a request names; throws `PoolNotFound` or `NodeNotFound`. */
export function getNamedNode(call: Call): NodeRecord {
  const node = getNamedPool(call).nodes.get(param(call, 'nodeId'));
  if (node === undefined) throw new ServiceError('NodeNotFound');
  return node;
}

/** The job a request names; throws `JobNotFound`. */
export function getNamedJob(call: Call): JobRecord {
  const job = call.world.jobs.get(param(call, 'jobId'));
  if (job === undefined) throw new ServiceError('JobNotFound');
  return job;
}

/** The task a request names; throws `JobNotFound` or `TaskNotFound`. */
export function getNamedTask(call: Call): TaskRecord {
  const task = getNamedJob(call).tasks.get(param(call, 'taskId'));
  if (task === undefined) throw new ServiceError('TaskNotFound');
  return task;
}
