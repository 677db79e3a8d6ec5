import type { JobRecord } from '../state/records.ts';
import type { World } from '../state/world.ts';
import { releaseAutoPool } from './autoPool.ts';
import { completeIfOver } from './jobScheduleLife.ts';

/** What follows from the end of a job for its auto pool and its schedule. */
export function followJobEnd(world: World, job: JobRecord): void {
  releaseAutoPool(world, job);
  const schedule = job.scheduleId === undefined ? undefined : world.jobSchedules.get(job.scheduleId);
  if (schedule !== undefined) {
    completeIfOver(world, schedule);
  }
}
