import * as l10n from '@vscode/l10n';
import { type ForceChoices, settleForce } from '../../../core/changes/force.ts';
import { findJobChange, forceJobs, jobLife } from '../../../core/changes/jobLife.ts';
import type { Job } from '../../../core/model/job.ts';
import type { JobResource } from '../../../core/model/resource.ts';
import { plural } from '../../../core/text/plural.ts';
import { asCount, asCountOf } from '../../../core/words/numbers.ts';
import { toCommandId } from '../../commandId.ts';
import type { RemedyContribution } from '../contribution.ts';
import { toAction, toCommand } from '../toAction.ts';
import { describeEndOfTasks } from './endOfTasks.ts';
import { countRunningTasks, type JobCandidate, jobNoun, judgeEndings } from './jobs.ts';

export const contribution: RemedyContribution = {
  title: 'Terminate Job…',
  effect: 'destroys',
  needs: 'changeJobs',
  remedy: () => l10n.t('Terminate Job…'),
  rows: [{ on: 'job', if: ['active', 'disabled', 'hanging'], at: '9_danger@1' }],
};

/** Terminates jobs and their tasks. */
export const terminateJob = toAction<JobResource, Job, JobCandidate, ForceChoices>(jobNoun, {
  id: toCommandId('job.terminate'),
  canBeUndone: () => false,
  transition: jobLife.terminate,
  sends: [['POST', '/terminate']],
  takesAway: () => true,
  texts: {
    title: (count) =>
      plural(count, { '=1': l10n.t('Terminating the job'), other: l10n.t('Terminating {count} jobs', asCount(count)) }),
    done: (count, name) =>
      plural(count, {
        '=1': l10n.t('Job {0} is being terminated.', name),
        other: l10n.t('{count} jobs are being terminated.', asCount(count)),
      }),
    failed: (count, total) =>
      plural(total, {
        '=1': l10n.t('The job could not be terminated.'),
        other: l10n.t('{count} of {total} jobs could not be terminated.', asCountOf(count, total)),
      }),
    question: (count, name) =>
      plural(count, {
        '=1': l10n.t('Terminate job {0}?', name),
        other: l10n.t('Terminate {count} jobs?', asCount(count)),
      }),
    confirm: () => l10n.t('Terminate'),
    kept: (count) =>
      plural(count, {
        '=1': l10n.t(
          'First, the properties of the job and its tasks are saved on this computer, along with the end of the logs of running tasks.',
        ),
        other: l10n.t(
          'First, the properties of the jobs and their tasks are saved on this computer, along with the end of the logs of running tasks.',
        ),
      }),
  },
  act: ({ jobs }, { jobId }, choices, options) => jobs.terminateJob(jobId, undefined, { ...options, ...choices }),
  findChange: findJobChange,
  effect: {
    seen: (count, name) =>
      plural(count, {
        '=1': l10n.t('Job {0} has ended.', name),
        other: l10n.t('All {count} jobs that you terminated have ended.', asCount(count)),
      }),
    astray: (count, total, name) =>
      plural(total, {
        '=1': l10n.t("Job {0} still hasn't ended.", name),
        other: l10n.t("Jobs you terminated that still haven't ended: {count} of {total}.", asCountOf(count, total)),
      }),
  },
  judge: (app, jobs, nowMs) => judgeEndings(app, jobs, 'terminating', nowMs),
  choose(_app, all, nowMs, rest) {
    const { judged, choices, effects } = settleForce(forceJobs('terminating', nowMs), all, rest?.choices);
    const { candidates } = judged;
    const waiting = candidates.reduce((sum, { counts }) => sum + counts.active, 0);
    return {
      judged,
      choices,
      detail: [
        ...effects,
        ...describeEndOfTasks(countRunningTasks(candidates), waiting),
        l10n.t('You can no longer add or retry tasks. Completed tasks and their files are kept.'),
      ],
      asks: 'beforeLasting',
    };
  },
});

export const run = toCommand(jobNoun.kind, terminateJob);
