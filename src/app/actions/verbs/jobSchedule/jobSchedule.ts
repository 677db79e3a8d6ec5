import * as l10n from '@vscode/l10n';
import type { JobSchedule } from '../../../../core/model/jobSchedule.ts';
import { readJobSchedule } from '../../../../core/model/jobScheduleShape.ts';
import type { JobScheduleResource } from '../../../../core/model/resource.ts';
import { plural } from '../../../../core/text/plural.ts';
import type { Noun } from '../toVerb.ts';

/** Job schedules, as actions deal with them. */
export const jobScheduleNoun: Noun<JobScheduleResource, JobSchedule> = {
  read: readJobSchedule,
  get: ({ jobSchedules }, { scheduleId }) => jobSchedules.getJobSchedule(scheduleId),
  toItem: (resource, { state, stateTransitionTime, creationTime, executionInfo: { recentJob } = {} }) => ({
    resource,
    before: { state, stateTransitionTime, creationTime, executionInfo: { recentJob } },
  }),
};

/** How schedules are ended or deleted. */
export interface EndScheduleChoices {
  /** For schedules that hang: their end is not waited for on nodes. */
  readonly force?: true;
}

/** What is saved of schedules: the jobs that go with them, too. */
export function describeKeptSchedules(count: number): string {
  return plural(count, {
    '=1': l10n.t(
      'First, the properties of the schedule and its jobs, and the ends of the logs of their tasks, are saved on this computer.',
    ),
    other: l10n.t(
      'First, the properties of the schedules and their jobs, and the ends of the logs of their tasks, are saved on this computer.',
    ),
  });
}
