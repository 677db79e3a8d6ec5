import type { JobScheduleRecord } from './records.ts';
import { findText, type WireObject } from './wire.ts';
import type { World } from './world.ts';

/** A job schedule as it is when it has just been added, in no table yet. */
export function newJobSchedule(world: World, spec: WireObject): JobScheduleRecord {
  return {
    id: findText(spec, 'id') ?? '',
    spec,
    creationTime: world.time(),
    ...world.version(),
    state: 'active',
    stateTransitionTime: world.time(),
    previousState: undefined,
    previousStateTransitionTime: undefined,
    executionInfo: {},
    jobsMade: 0,
    generation: 0,
  };
}
