import type { JobScheduleRecord, JobScheduleState } from './records.ts';
import { firstState } from './transition.ts';
import { findText, type WireObject } from './wire.ts';
import type { World } from './world.ts';

/** A job schedule as it is when it has just been added, in no table yet. */
export function newJobSchedule(world: World, spec: WireObject): JobScheduleRecord {
  const time = world.time();
  return {
    id: findText(spec, 'id') ?? '',
    spec,
    creationTime: time,
    ...world.version(),
    ...firstState<JobScheduleState>('active', time),
    executionInfo: {},
    jobsMade: 0,
    dueUntilMs: undefined,
    generation: 0,
  };
}
