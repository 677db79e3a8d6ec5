import type { readJobSchedule } from './jobScheduleShape.ts';
import type { Infer } from './shape.ts';

/** Properties of Batch's Job Schedule resource. */
export interface JobSchedule extends Infer<typeof readJobSchedule> {}

export type ScheduleState = NonNullable<JobSchedule['state']>;

/**
 * Returns the schedule that created a job: its jobs are named `schedule:job-1`, and no other job's ID has a colon
 * (Batch documentation: "Job Schedule", "Job: id").
 */
export function findScheduleId(jobId: string): string | undefined {
  const end = jobId.indexOf(':');
  return end > 0 ? jobId.slice(0, end) : undefined;
}
