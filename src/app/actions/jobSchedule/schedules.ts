import * as l10n from '@vscode/l10n';
import type { TaskCounts } from '../../../core/model/job.ts';
import type { JobSchedule } from '../../../core/model/jobSchedule.ts';
import { readJobSchedule } from '../../../core/model/jobScheduleShape.ts';
import { findNow } from '../../../core/model/missing.ts';
import type { JobScheduleResource } from '../../../core/model/resource.ts';
import { type EndingState, planOrForce } from '../../../core/remedy/force.ts';
import { forceSchedules, jobScheduleLife } from '../../../core/remedy/jobScheduleLife.ts';
import { planTransition } from '../../../core/remedy/life.ts';
import type { Verdict } from '../../../core/remedy/verdict.ts';
import { plural } from '../../../core/text/plural.ts';
import type { CallOptions } from '../../../service/ports.ts';
import type { App } from '../../app.ts';
import { type Judged, judgeEach } from '../judge.ts';
import { toScheduleLines } from '../names.ts';
import type { AskedNoun, Candidate } from '../toAction.ts';

/** A job schedule with its current data from the service. */
export interface ScheduleCandidate extends Candidate<JobScheduleResource> {
  readonly schedule: JobSchedule;
  /** The tasks of its last job by state; absent when it has created none or the job is gone. */
  readonly counts?: TaskCounts;
}

/** Job schedules as the noun of actions. */
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
 * Judges job schedules by their current state, with the tasks of their last jobs counted; each has at most one active
 * job.
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

/** Judges schedules to terminate or delete; a schedule stuck in either can be forced. */
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

/** Describes what is saved of schedules, which includes the jobs that are deleted with them. */
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
