import { nameValues, workShape } from './common.ts';
import { poolInfo, readJobEnd } from './jobShape.ts';
import { number, object, text, time } from './shape.ts';
import { wordOf } from './words.ts';

export const scheduleStates = ['active', 'disabled', 'terminating', 'completed', 'deleting'] as const;

/** Reads a job schedule; its ID is required. */
export const readJobSchedule = object({
  ...workShape(wordOf(scheduleStates)),
  /** Times at which a job schedule creates jobs. Times are ISO 8601, intervals ISO 8601 durations. */
  schedule: object({
    doNotRunUntil: time,
    doNotRunAfter: time,
    startWindow: text,
    /** Absent if the schedule creates only one job. */
    recurrenceInterval: text,
  }),
  jobSpecification: object({ poolInfo, priority: number, onAllTasksComplete: readJobEnd }),
  executionInfo: object({
    /**
     * A schedule that is disabled at this time creates no job (Batch documentation: "JobScheduleExecutionInformation").
     */
    nextRunTime: time,
    /** The last job that the schedule created; absent before the first. */
    recentJob: object({ id: text, url: text }),
    endTime: time,
  }),
  metadata: nameValues,
});
