import * as l10n from '@vscode/l10n';
import { type EndingState, planOrForce } from '../../../core/changes/force.ts';
import { forceSchedules, jobScheduleLife } from '../../../core/changes/jobScheduleLife.ts';
import { planTransition } from '../../../core/changes/life.ts';
import type { Verdict } from '../../../core/changes/verdict.ts';
import type { TaskCounts } from '../../../core/model/job.ts';
import type { JobSchedule } from '../../../core/model/jobSchedule.ts';
import { readJobSchedule } from '../../../core/model/jobScheduleShape.ts';
import { findNow } from '../../../core/model/missing.ts';
import type { JobScheduleResource } from '../../../core/model/resource.ts';
import { plural } from '../../../core/text/plural.ts';
import type { CallOptions } from '../../../service/ports.ts';
import type { App } from '../../app.ts';
import { toScheduleLines } from '../targets/names.ts';
import { type Judged, judgeEach } from '../verb/judge.ts';
import type { AskedNoun, Candidate } from '../verb/toAction.ts';

/** A job schedule with its current data from the service. */
export interface ScheduleCandidate extends Candidate<JobScheduleResource> {
  readonly schedule: JobSchedule;
  /** Task counts of the schedule's last job by state; absent when there is none or it no longer exists. */
  readonly counts?: TaskCounts;
}

/** Operations that all job schedule actions share: how to read, name, and record schedules. */
export const jobScheduleNoun: AskedNoun<JobScheduleResource, JobSchedule, ScheduleCandidate> = {
  kind: 'jobSchedule',
  read: readJobSchedule,
  get: ({ jobSchedules }, { scheduleId }) => jobSchedules.getJobSchedule(scheduleId),
  toItem: (resource, { state, stateTransitionTime, creationTime, executionInfo: { recentJob } = {} }) => ({
    resource,
    before: { state, stateTransitionTime, creationTime, executionInfo: { recentJob } },
  }),
  toLines: toScheduleLines,
  toThing: ({ schedule }) => schedule,
};

/**
 * Checks which job schedules currently allow an action, and counts the tasks of their last jobs. Each schedule has at
 * most one active job.
 */
export function judgeSchedules(
  app: App,
  schedules: readonly JobScheduleResource[],
  judge: (candidate: ScheduleCandidate) => Verdict,
): Promise<Judged<JobScheduleResource, ScheduleCandidate>> {
  return judgeEach(app, schedules, (resource, call) => loadSchedule(app, resource, call), judge);
}

async function loadSchedule(
  { accounts }: App,
  resource: JobScheduleResource,
  call: CallOptions,
): Promise<ScheduleCandidate> {
  const { service } = await accounts.getStore(resource.accountId);
  const schedule = await service.jobSchedules.getJobSchedule(resource.scheduleId, call);
  const jobId = schedule.executionInfo?.recentJob?.id;
  const counts = jobId === undefined ? undefined : await findNow(service.jobs.getTaskCounts(jobId, call));
  return { resource, service, schedule, ...(counts === undefined ? {} : { counts }) };
}

/** Checks which schedules can be terminated or deleted. A schedule stuck terminating or deleting can be forced. */
export function judgeEndings(app: App, schedules: readonly JobScheduleResource[], state: EndingState, nowMs: number) {
  const force = forceSchedules(state, nowMs);
  const transition = state === 'deleting' ? jobScheduleLife.delete : jobScheduleLife.terminate;
  return judgeSchedules(app, schedules, (candidate) =>
    planOrForce(force, candidate, planTransition(transition, candidate.schedule), candidate.service.apiVersion),
  );
}

/** Adds up task counts over the last jobs of schedules. */
export function sum(candidates: readonly ScheduleCandidate[], count: (counts: TaskCounts) => number): number {
  return candidates.reduce((total, { counts }) => total + (counts === undefined ? 0 : count(counts)), 0);
}

/** Describes what is saved from schedules, which includes the jobs that are deleted with them. */
export function describeKeptSchedules(count: number): string {
  return plural(count, {
    '=1': l10n.t(
      "First, the properties of the schedule and its jobs are saved on this computer, along with the end of their tasks' logs.",
    ),
    other: l10n.t(
      "First, the properties of the schedules and their jobs are saved on this computer, along with the end of their tasks' logs.",
    ),
  });
}
