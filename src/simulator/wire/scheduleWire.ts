import type { FilterProperties } from '../http/filter/filter.ts';
import type { JobScheduleRecord } from '../state/records.ts';
import { present, type WireObject } from '../state/wire.ts';
import type { World } from '../state/world.ts';
import { formerStateProperties, resourceProperties, stateFilter, toWireHead } from './resourceWire.ts';
import { withoutSecrets } from './secrets.ts';

/** A job schedule as the wire has it. */
export function toWireSchedule(world: World, schedule: JobScheduleRecord): WireObject {
  const { id, displayName, ...spec } = withoutSecrets(schedule.spec);
  return present({
    id,
    displayName,
    ...toWireHead(`${world.url}/jobschedules/${schedule.id}`, schedule),
    previousState: schedule.previousState,
    previousStateTransitionTime: schedule.previousStateTransitionTime,
    ...spec,
    executionInfo: schedule.executionInfo,
  });
}

export const scheduleFilter: FilterProperties = {
  id: { type: 'id' },
  ...stateFilter(['active', 'completed', 'disabled', 'terminating', 'deleting']),
  'executionInfo/endTime': { type: 'date' },
  'schedule/doNotRunUntil': { type: 'date' },
  'schedule/doNotRunAfter': { type: 'date' },
};

/** What may be selected of a job schedule. */
export const scheduleProperties: readonly string[] = [
  ...resourceProperties,
  ...formerStateProperties,
  'schedule',
  'jobSpecification',
  'executionInfo',
  'metadata',
  'stats',
];
