import type { NameValue, WorkResource } from './common.ts';
import type { Job } from './job.ts';
import type { Word } from './words.ts';

/** When a job schedule makes its jobs. Times are ISO 8601, intervals ISO 8601 durations. */
export interface Schedule {
  readonly doNotRunUntil?: string;
  readonly doNotRunAfter?: string;
  readonly startWindow?: string;
  /** Absent where the schedule makes one job only. */
  readonly recurrenceInterval?: string;
}

export interface JobScheduleExecutionInfo {
  /** Of a schedule that is disabled then it makes no job (Batch documentation: "JobScheduleExecutionInformation"). */
  readonly nextRunTime?: string;
  /** The last job that the schedule made; absent before the first. */
  readonly recentJob?: { readonly id?: string; readonly url?: string };
  readonly endTime?: string;
}

export const scheduleStates = ['active', 'disabled', 'terminating', 'completed', 'deleting'] as const;
export type ScheduleState = Word<(typeof scheduleStates)[number]>;

/** Facts of Batch: Job Schedule resource. */
export interface JobSchedule extends WorkResource<ScheduleState> {
  readonly schedule?: Schedule;
  readonly jobSpecification?: Pick<Job, 'poolInfo' | 'priority' | 'onAllTasksComplete'>;
  readonly executionInfo?: JobScheduleExecutionInfo;
  readonly metadata?: readonly NameValue[];
}

/**
 * The schedule that made a job: its jobs are called `schedule:job-1`, and no other job's id has a colon (Batch
 * documentation: "Job Schedule", "Job: id").
 */
export function findScheduleId(jobId: string): string | undefined {
  const end = jobId.indexOf(':');
  return end > 0 ? jobId.slice(0, end) : undefined;
}
