import { nameValues, workShape } from './commonShapes.ts';
import { type JobSchedule, type JobScheduleExecutionInfo, type Schedule, scheduleStates } from './jobSchedule.ts';
import { readJobEnd } from './jobShape.ts';
import { anything, number, object, type Read, text, time } from './shape.ts';
import { wordOf } from './words.ts';

type Specification = NonNullable<JobSchedule['jobSpecification']>;

/** Reads a job schedule; its ID is required. */
export const readJobSchedule: Read<JobSchedule> = object<JobSchedule>({
  ...workShape(wordOf(scheduleStates)),
  schedule: object<Schedule>({
    doNotRunUntil: time,
    doNotRunAfter: time,
    startWindow: text,
    recurrenceInterval: text,
  }),
  jobSpecification: object<Specification>({
    poolInfo: object<NonNullable<Specification['poolInfo']>>({ poolId: text, autoPoolSpecification: anything }),
    priority: number,
    onAllTasksComplete: readJobEnd,
  }),
  executionInfo: object<JobScheduleExecutionInfo>({
    nextRunTime: time,
    recentJob: object<NonNullable<JobScheduleExecutionInfo['recentJob']>>({ id: text, url: text }),
    endTime: time,
  }),
  metadata: nameValues,
});
