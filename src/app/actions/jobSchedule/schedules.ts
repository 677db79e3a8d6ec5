import * as l10n from '@vscode/l10n';
import type { TaskCounts } from '../../../core/model/job.ts';
import type { JobSchedule } from '../../../core/model/jobSchedule.ts';
import { findNow } from '../../../core/model/missing.ts';
import type { JobScheduleResource } from '../../../core/model/resource.ts';
import { asCount } from '../../../core/query/numbers.ts';
import type { Verdict } from '../../../core/remedy/verdict.ts';
import { plural } from '../../../core/text/plural.ts';
import type { App } from '../../app.ts';
import { type Judged, judgeEach } from '../judge.ts';

/** A job schedule with what the service says about it now. */
export interface ScheduleCandidate {
  readonly resource: JobScheduleResource;
  readonly schedule: JobSchedule;
  /** That the service speaks, such as "2025-06-01". */
  readonly apiVersion: string;
  /** The tasks of its last job by state; absent when it has made none, or that one is gone. */
  readonly counts?: TaskCounts;
}

/** Judges job schedules as they are now, with the tasks of their last jobs counted: at most one job of each runs. */
export function judgeSchedules(
  services: App,
  schedules: readonly JobScheduleResource[],
  judge: (candidate: ScheduleCandidate) => Verdict,
): Promise<Judged<JobScheduleResource, ScheduleCandidate>> {
  const load = async (resource: JobScheduleResource): Promise<ScheduleCandidate> => {
    const { service } = await services.accounts.getStore(resource.accountId);
    const schedule = await service.jobSchedules.getJobSchedule(resource.scheduleId);
    const jobId = schedule.executionInfo?.recentJob?.id;
    const counts = jobId === undefined ? undefined : await findNow(service.jobs.getTaskCounts(jobId));
    return { resource, schedule, apiVersion: service.apiVersion, ...(counts === undefined ? {} : { counts }) };
  };
  return judgeEach(services, schedules, load, judge);
}

/** What becomes of the jobs that schedules have made, where these are disabled: sentences. */
export function listEffectsOfDisabling(candidates: readonly ScheduleCandidate[]): readonly string[] {
  const left = sum(candidates, ({ running, active }) => running + active);
  const effect = l10n.t('No jobs are created until you enable the schedule again.');
  if (left === 0) return [effect];
  return [
    effect,
    plural(left, {
      one: l10n.t('The last job goes on: {count} task is running or waiting.', asCount(left)),
      other: l10n.t('The last job goes on: {count} tasks are running or waiting.', asCount(left)),
    }),
  ];
}

/** Numbers of tasks in the last jobs of schedules. */
export function sum(candidates: readonly ScheduleCandidate[], count: (counts: TaskCounts) => number): number {
  return candidates.reduce((total, { counts }) => total + (counts === undefined ? 0 : count(counts)), 0);
}
