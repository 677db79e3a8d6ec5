import type { Call } from '../http/call.ts';
import type { FilterKind, FilterProperties } from '../http/filter/filter.ts';
import { listPage } from '../http/listing.ts';
import type { Reply } from '../http/reply.ts';
import { ServiceError } from '../http/serviceError.ts';
import { type NodeJobTasks, runResults, runStates } from '../state/records.ts';
import { SortedTable } from '../state/sortedTable.ts';
import { findObject, present, type WireObject } from '../state/wire.ts';
import { getNamedJob } from './find.ts';

const executionFilters: Readonly<Record<string, FilterKind>> = {
  state: { type: 'enum', values: runStates },
  startTime: { type: 'date' },
  endTime: { type: 'date' },
  exitCode: { type: 'number' },
  result: { type: 'enum', values: runResults },
};

function prefixed(prefix: string): FilterProperties {
  return Object.fromEntries(Object.entries(executionFilters).map(([name, kind]) => [`${prefix}/${name}`, kind]));
}

const statusFilter: FilterProperties = {
  poolId: { type: 'id' },
  nodeId: { type: 'id' },
  ...prefixed('jobPreparationTaskExecutionInfo'),
  ...prefixed('jobReleaseTaskExecutionInfo'),
};

const statusProperties: readonly string[] = [
  'poolId',
  'nodeId',
  'nodeUrl',
  'jobPreparationTaskExecutionInfo',
  'jobReleaseTaskExecutionInfo',
];

/** Lists the results of a job's preparation and release tasks on each node, including nodes that have since left. */
export function listPreparationAndReleaseStatus(call: Call): Promise<Reply> {
  const job = getNamedJob(call);
  if (findObject(job.spec, 'jobPreparationTask') === undefined) {
    throw new ServiceError('JobPreparationTaskOrReleaseTaskNotSpecified');
  }
  const statuses = new SortedTable<WireObject>();
  for (const tasks of job.nodeTasks.values()) {
    if (tasks.preparation !== undefined) statuses.set(tasks.nodeId, toWireStatus(tasks));
  }
  return listPage(call, statuses, {
    fragment: 'jobpreparationandreleasetaskstatuslist',
    filter: statusFilter,
    properties: statusProperties,
    toWire: (status) => status,
  });
}

function toWireStatus({ poolId, nodeId, nodeUrl, preparation, release }: NodeJobTasks): WireObject {
  const { retryCount: _retries, ...jobReleaseTaskExecutionInfo } = release ?? { retryCount: 0 };
  return present({
    poolId,
    nodeId,
    nodeUrl,
    jobPreparationTaskExecutionInfo: preparation,
    jobReleaseTaskExecutionInfo: release === undefined ? undefined : jobReleaseTaskExecutionInfo,
  });
}
