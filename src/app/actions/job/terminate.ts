import * as l10n from '@vscode/l10n';
import { type ForceChoices, settleForce } from '../../../core/changes/force.ts';
import { findJobChange, forceJobs, jobLife } from '../../../core/changes/jobLife.ts';
import type { Job } from '../../../core/model/job.ts';
import type { JobResource } from '../../../core/model/resource.ts';
import { plural } from '../../../core/text/plural.ts';
import { toCommandId } from '../../commandId.ts';
import type { RemedyContribution } from '../verb/contribution.ts';
import { toAction, toCommand } from '../verb/toAction.ts';
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
    title: (n) => [l10n.t('Terminating the job'), l10n.t('Terminating {count} jobs', n)],
    done: (n, name) => [l10n.t('Job {0} is being terminated.', name), l10n.t('{count} jobs are being terminated.', n)],
    failed: (nOf) => [
      l10n.t('The job could not be terminated.'),
      l10n.t('{count} of {total} jobs could not be terminated.', nOf),
    ],
    question: (n, name) => [l10n.t('Terminate job {0}?', name), l10n.t('Terminate {count} jobs?', n)],
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
    seen: (n, name) => [
      l10n.t('Job {0} has ended.', name),
      l10n.t('All {count} jobs that you terminated have ended.', n),
    ],
    astray: (nOf, name) => [
      l10n.t("Job {0} still hasn't ended.", name),
      l10n.t("Jobs you terminated that still haven't ended: {count} of {total}.", nOf),
    ],
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
