import type { FilterProperties } from '../http/filter/filter.ts';
import { readPath } from '../http/listing.ts';
import { runResults, type TaskRecord, taskStates } from '../state/records.ts';
import { findObject, present, type WireObject } from '../state/wire.ts';
import type { World } from '../state/world.ts';
import { formerStateProperties, resourceProperties, stateFilter } from './resourceWire.ts';
import { withoutSecrets } from './secrets.ts';

/** Converts a task to its form on the wire. */
export function toWireTask(world: World, task: TaskRecord): WireObject {
  const { id, displayName, ...spec } = task.spec;
  const container = findObject(spec, 'containerSettings');
  return present({
    id,
    displayName,
    url: taskUrl(world, task),
    eTag: task.eTag,
    creationTime: task.creationTime,
    lastModified: task.lastModified,
    state: task.state,
    stateTransitionTime: task.stateTransitionTime,
    previousState: task.previousState,
    previousStateTransitionTime: task.previousStateTransitionTime,
    ...spec,
    containerSettings: container && withoutSecrets(container),
    executionInfo: task.executionInfo,
    nodeInfo: task.nodeInfo,
  });
}

/** Returns the address of a task. */
export function taskUrl(world: World, task: TaskRecord): string {
  return `${world.url}/jobs/${task.job.id}/tasks/${task.id}`;
}

export const taskFilter: FilterProperties = {
  id: { type: 'id' },
  ...stateFilter(taskStates),
  lastModifiedTime: { type: 'date' },
  'executionInfo/startTime': { type: 'date' },
  'executionInfo/endTime': { type: 'date' },
  'executionInfo/exitCode': { type: 'number' },
  'executionInfo/result': { type: 'enum', values: runResults },
};

/** Reads a filter property of a task; the documentation calls `lastModified` `lastModifiedTime`. */
export function readTask(task: TaskRecord, name: string): unknown {
  return readPath(task, name === 'lastModifiedTime' ? 'lastModified' : name);
}

/** Properties of a task that `$select` accepts. */
export const taskProperties: readonly string[] = [
  ...resourceProperties,
  ...formerStateProperties,
  'exitConditions',
  'commandLine',
  'containerSettings',
  'resourceFiles',
  'outputFiles',
  'environmentSettings',
  'affinityInfo',
  'constraints',
  'requiredSlots',
  'userIdentity',
  'executionInfo',
  'nodeInfo',
  'multiInstanceSettings',
  'stats',
  'dependsOn',
  'applicationPackageReferences',
  'authenticationTokenSettings',
];
