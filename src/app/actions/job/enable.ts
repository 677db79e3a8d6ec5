import * as l10n from '@vscode/l10n';
import { findDisabledJobChange, jobLife, planEnableJob } from '../../../core/changes/jobLife.ts';
import { toCommandId } from '../../commandId.ts';
import type { RemedyContribution } from '../verb/contribution.ts';
import { toAction, toCommand } from '../verb/toAction.ts';
import { jobNoun, judgeJobs } from './jobs.ts';

export const contribution: RemedyContribution = {
  title: 'Enable Job',
  effect: 'changes',
  needs: 'changeJobs',
  remedy: () => l10n.t('Enable Job'),
  rows: [{ on: 'job', if: 'disabled', at: 'act@4' }],
};

/** Enables disabled jobs, so that they start tasks again. */
export const enableJob = toAction(jobNoun, {
  id: toCommandId('job.enable'),
  canBeUndone: () => true,
  transition: jobLife.enable,
  sends: [['POST', '/enable']],
  takesAway: () => false,
  texts: {
    title: (n) => [l10n.t('Enabling the job'), l10n.t('Enabling {count} jobs', n)],
    done: (n, name) => [
      l10n.t('Job {0} is starting its tasks again.', name),
      l10n.t('{count} jobs are starting their tasks again.', n),
    ],
    failed: (nOf) => [
      l10n.t('The job could not be enabled.'),
      l10n.t('{count} of {total} jobs could not be enabled.', nOf),
    ],
    question: (n, name) => [l10n.t('Enable job {0}?', name), l10n.t('Enable {count} jobs?', n)],
    confirm: () => l10n.t('Enable'),
  },
  act: ({ jobs }, { jobId }, _choices, options) => jobs.enableJob(jobId, options),
  findChange: findDisabledJobChange,
  effect: {
    seen: (n, name) => [
      l10n.t('Job {0} is active again.', name),
      l10n.t('All {count} jobs that you enabled are active again.', n),
    ],
    astray: (nOf, name) => [
      l10n.t("Job {0} isn't active: it has ended or was disabled again.", name),
      l10n.t(
        "Jobs you enabled that aren't active because they have ended or were disabled again: {count} of {total}.",
        nOf,
      ),
    ],
  },
  judge: (app, jobs) => judgeJobs(app, jobs, ({ job, counts }) => planEnableJob(job, counts)),
  // A note means that a job would end when it is enabled.
  choose: (_app, { notes }) => ({ choices: {}, detail: [], asks: notes.length > 0 ? 'beforeLasting' : 'ifLeftOut' }),
});

export const run = toCommand(jobNoun.kind, enableJob);
