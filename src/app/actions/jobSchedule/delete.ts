import * as l10n from '@vscode/l10n';
import { type ForceChoices, settleForce } from '../../../core/changes/force.ts';
import { findScheduleChange, forceSchedules, jobScheduleLife } from '../../../core/changes/jobScheduleLife.ts';
import type { Job } from '../../../core/model/job.ts';
import type { JobSchedule } from '../../../core/model/jobSchedule.ts';
import type { JobScheduleResource } from '../../../core/model/resource.ts';
import { describeState } from '../../../core/model/states.ts';
import { toVisible } from '../../../core/text/escape.ts';
import { plural } from '../../../core/text/plural.ts';
import { asCount, formatNumber } from '../../../core/words/numbers.ts';
import type { App } from '../../app.ts';
import { toCommandId } from '../../commandId.ts';
import { readAllPages } from '../../evidence/readPages.ts';
import { describeKept } from '../run/keptLine.ts';
import { askName } from '../verb/askName.ts';
import type { Contribution } from '../verb/contribution.ts';
import { toAction, toCommand } from '../verb/toAction.ts';
import { describeKeptSchedules, jobScheduleNoun, judgeEndings, type ScheduleCandidate, sum } from './schedules.ts';

export const contribution: Contribution = {
  title: 'Delete Job Schedule…',
  effect: 'destroys',
  palette: 'never',
  needs: 'deleteSchedules',
  rows: [{ on: 'jobSchedule', at: '9_danger@2' }],
};

/** Deletes schedules with all jobs that they created. The user types the ID of each schedule. */
export const deleteJobSchedule = toAction<JobScheduleResource, JobSchedule, ScheduleCandidate, ForceChoices>(
  jobScheduleNoun,
  {
    id: toCommandId('jobSchedule.delete'),
    transition: jobScheduleLife.delete,
    sends: [['DELETE', '']],
    canBeUndone: () => false,
    takesAway: () => true,
    findChange: (before, now) => findScheduleChange(before, now, true),
    texts: {
      title: (n) => [l10n.t('Deleting the job schedule'), l10n.t('Deleting {count} job schedules', n)],
      done: (n, name) => [
        l10n.t('Job schedule {0} is being deleted.', name),
        l10n.t('{count} job schedules are being deleted.', n),
      ],
      failed: (nOf) => [
        l10n.t('The job schedule could not be deleted.'),
        l10n.t('{count} of {total} job schedules could not be deleted.', nOf),
      ],
      question: (n, name) => [l10n.t('Delete job schedule {0}?', name), l10n.t('Delete {count} job schedules?', n)],
      confirm: () => l10n.t('Delete'),
      kept: describeKeptSchedules,
    },
    act: ({ jobSchedules }, { scheduleId }, choices, options) =>
      jobSchedules.deleteJobSchedule(scheduleId, { ...options, ...choices }),
    effect: {
      seen: (n, name) => [
        l10n.t('Job schedule {0} has been deleted.', name),
        l10n.t('All {count} job schedules that you deleted are gone.', n),
      ],
      astray: (nOf, name) => [
        l10n.t('Job schedule {0} is still being deleted.', name),
        l10n.t('Still being deleted: {count} of {total} job schedules.', nOf),
      ],
    },
    judge: (app, schedules, nowMs) => judgeEndings(app, schedules, 'deleting', nowMs),
    async choose(app, all, nowMs, rest) {
      const { judged, choices, effects } = settleForce(forceSchedules('deleting', nowMs), all, rest?.choices);
      const jobsOf = await listJobs(judged.candidates);
      const jobs = [...jobsOf.values()].flat();
      return {
        judged,
        choices,
        parts: jobs.map(toJobLine),
        detail: [describeJobs(jobs.length, judged.candidates), ...effects],
        asks: 'beforeLasting',
        confirmMore: (candidates) => typeIds(app, candidates, { jobsOf, effects }),
      };
    },
  },
);

export const run = toCommand(jobScheduleNoun.kind, deleteJobSchedule);

type JobsOf = ReadonlyMap<ScheduleCandidate, readonly Job[]>;

async function listJobs(candidates: readonly ScheduleCandidate[]): Promise<JobsOf> {
  const jobsOf = new Map<ScheduleCandidate, readonly Job[]>();
  for (const candidate of candidates) {
    const { resource, service } = candidate;
    jobsOf.set(candidate, await readAllPages(service.jobSchedules.listJobsFromSchedule(resource.scheduleId)));
  }
  return jobsOf;
}

function toJobLine({ id, state }: Job): string {
  return l10n.t({
    message: '{job} ({state})',
    args: { job: toVisible(id), state: describeState('job', state).label },
    comment: ['{job} is a job, and {state} a word for how it is, such as “active”'],
  });
}

function describeJobs(count: number, candidates: readonly ScheduleCandidate[]): string {
  const running = formatNumber(sum(candidates, (counts) => counts.running));
  return plural(count, {
    '=0': l10n.t('None of the jobs created by the schedule are left.'),
    one: l10n.t(
      '{count} job created by the schedule is deleted with all tasks (running: {running}), logs, and files.',
      { ...asCount(count), running },
    ),
    other: l10n.t(
      'All {count} jobs created by the schedule are deleted with all tasks (running: {running}), logs, and files.',
      { ...asCount(count), running },
    ),
  });
}

async function typeIds(
  app: App,
  candidates: readonly ScheduleCandidate[],
  { jobsOf, effects }: { readonly jobsOf: JobsOf; readonly effects: readonly string[] },
): Promise<void> {
  for (const candidate of candidates) {
    await askName(app, {
      title: l10n.t('Delete job schedule {0}', jobScheduleNoun.toLines(app, [candidate]).join()),
      prompt: [
        describeJobs(jobsOf.get(candidate)?.length ?? 0, [candidate]),
        l10n.t('Type the job schedule ID to confirm.'),
        ...effects,
        ...describeKept(deleteJobSchedule, {}, 1),
      ].join(' '),
      name: candidate.resource.scheduleId,
    });
  }
}
