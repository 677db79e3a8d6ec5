import type { ApiVersion } from '../apiVersion.ts';
import type { FilterProperties } from '../http/filter/filter.ts';
import { type JobRecord, jobStates } from '../state/records.ts';
import { present, type WireObject } from '../state/wire.ts';
import type { World } from '../state/world.ts';
import { toWireJobSpec } from './poolSpecWire.ts';
import { formerStateProperties, resourceProperties, stateFilter, toWireHead } from './resourceWire.ts';
import { withoutSecrets } from './secrets.ts';

/** Converts a job to its form on the wire. */
export function toWireJob(world: World, job: JobRecord, version: ApiVersion): WireObject {
  const { id, displayName, usesTaskDependencies, ...spec } = withoutSecrets(toWireJobSpec(job.spec, version));
  return present({
    id,
    displayName,
    usesTaskDependencies,
    ...toWireHead(`${world.url}/jobs/${job.id}`, job),
    previousState: job.previousState,
    previousStateTransitionTime: job.previousStateTransitionTime,
    ...spec,
    executionInfo: job.executionInfo,
  });
}

/** Filter properties of a schedule's jobs. */
export const scheduleJobFilter: FilterProperties = {
  ...stateFilter(jobStates),
  'executionInfo/startTime': { type: 'date' },
  'executionInfo/endTime': { type: 'date' },
  'executionInfo/poolId': { type: 'id' },
};

export const jobFilter: FilterProperties = { id: { type: 'id' }, ...scheduleJobFilter };

/** Properties of a job that `$select` accepts. */
export const jobProperties: readonly string[] = [
  ...resourceProperties,
  ...formerStateProperties,
  'usesTaskDependencies',
  'priority',
  'allowTaskPreemption',
  'maxParallelTasks',
  'constraints',
  'jobManagerTask',
  'jobPreparationTask',
  'jobReleaseTask',
  'commonEnvironmentSettings',
  'poolInfo',
  'onAllTasksComplete',
  'onTaskFailure',
  'networkConfiguration',
  'metadata',
  'executionInfo',
  'stats',
];
