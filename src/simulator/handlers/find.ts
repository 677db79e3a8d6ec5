import { type Call, param } from '../http/call.ts';
import { ServiceError } from '../http/serviceError.ts';
import type { JobRecord, NodeRecord, PoolRecord, TaskRecord } from '../state/records.ts';

/** Returns the pool in a request's path; throws `PoolNotFound`. */
export function getNamedPool(call: Call): PoolRecord {
  const pool = call.world.pools.get(param(call, 'poolId'));
  if (pool === undefined) throw new ServiceError('PoolNotFound');
  return pool;
}

/** Returns the node in a request's path; throws `PoolNotFound` or `NodeNotFound`. */
export function getNamedNode(call: Call): NodeRecord {
  const node = getNamedPool(call).nodes.get(param(call, 'nodeId'));
  if (node === undefined) throw new ServiceError('NodeNotFound');
  return node;
}

/** Returns the job in a request's path; throws `JobNotFound`. */
export function getNamedJob(call: Call): JobRecord {
  const job = call.world.jobs.get(param(call, 'jobId'));
  if (job === undefined) throw new ServiceError('JobNotFound');
  return job;
}

/** Returns the task in a request's path; throws `JobNotFound` or `TaskNotFound`. */
export function getNamedTask(call: Call): TaskRecord {
  const task = getNamedJob(call).tasks.get(param(call, 'taskId'));
  if (task === undefined) throw new ServiceError('TaskNotFound');
  return task;
}
