import type { FilterProperties } from '../http/filter/filter.ts';
import type { JobScheduleRecord } from '../state/records.ts';
import { present, type WireObject } from '../state/wire.ts';
import type { World } from '../state/world.ts';
import { withoutSecrets } from './secrets.ts';

/** A job schedule as the wire has it. */
export function toWireSchedule(world: World, schedule: JobScheduleRecord): WireObject {
  const { id, displayName, ...spec } = withoutSecrets(schedule.spec);
  return present({
    id,
    displayName,
    url: `${world.url}/jobschedules/${schedule.id}`,
    eTag: schedule.eTag,
    lastModified: schedule.lastModified,
    creationTime: schedule.creationTime,
    state: schedule.state,
    stateTransitionTime: schedule.stateTransitionTime,
    previousState: schedule.previousState,
    previousStateTransitionTime: schedule.previousStateTransitionTime,
    ...spec,
    executionInfo: schedule.executionInfo,
  });
}

export const scheduleFilter: FilterProperties = {
  id: { type: 'id' },
  state: { type: 'enum', values: ['active', 'completed', 'disabled', 'terminating', 'deleting'] },
  stateTransitionTime: { type: 'date' },
  creationTime: { type: 'date' },
  lastModified: { type: 'date' },
  'executionInfo/endTime': { type: 'date' },
  'schedule/doNotRunUntil': { type: 'date' },
  'schedule/doNotRunAfter': { type: 'date' },
};

/** What may be selected of a job schedule. */
export const scheduleProperties: readonly string[] = [
  'id',
  'displayName',
  'url',
  'eTag',
  'lastModified',
  'creationTime',
  'state',
  'stateTransitionTime',
  'previousState',
  'previousStateTransitionTime',
  'schedule',
  'jobSpecification',
  'executionInfo',
  'metadata',
  'stats',
];
