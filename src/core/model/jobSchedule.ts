import type { NameValue, WorkResource } from './common.ts';
import type { Job } from './job.ts';
import type { Word } from './words.ts';

/** Times at which a job schedule creates jobs. Times are ISO 8601, intervals ISO 8601 durations. */
export interface Schedule {
  readonly doNotRunUntil?: string;
  readonly doNotRunAfter?: string;
  readonly startWindow?: string;
  /** Absent if the schedule creates only one job. */
  readonly recurrenceInterval?: string;
}

export interface JobScheduleExecutionInfo {
  /**
   * A schedule that is disabled at this time creates no job (Batch documentation: "JobScheduleExecutionInformation").
   */
  readonly nextRunTime?: string;
  /** The last job that the schedule created; absent before the first. */
  readonly recentJob?: { readonly id?: string; readonly url?: string };
  readonly endTime?: string;
}

export const scheduleStates = ['active', 'disabled', 'terminating', 'completed', 'deleting'] as const;
export type ScheduleState = Word<(typeof scheduleStates)[number]>;

/** Properties of Batch's Job Schedule resource. */
export interface JobSchedule extends WorkResource<ScheduleState> {
  readonly schedule?: Schedule;
  readonly jobSpecification?: Pick<Job, 'poolInfo' | 'priority' | 'onAllTasksComplete'>;
  readonly executionInfo?: JobScheduleExecutionInfo;
  readonly metadata?: readonly NameValue[];
}

/**
 * Returns the schedule that created a job: its jobs are named `schedule:job-1`, and no other job's ID has a colon
 * (Batch documentation: "Job Schedule", "Job: id").
 */
export function findScheduleId(jobId: string): string | undefined {
  const end = jobId.indexOf(':');
  return end > 0 ? jobId.slice(0, end) : undefined;
}
