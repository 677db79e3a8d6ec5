import * as l10n from '@vscode/l10n';
import { findDisabledJobChange, jobLife, planEnableJob } from '../../../core/changes/jobLife.ts';
import { plural } from '../../../core/text/plural.ts';
import { asCount, asCountOf } from '../../../core/words/numbers.ts';
import { toCommandId } from '../../commandId.ts';
import type { RemedyContribution } from '../contribution.ts';
import { toAction, toCommand } from '../toAction.ts';
import { jobNoun, judgeJobs } from './jobs.ts';

export const contribution: RemedyContribution = {
  title: 'Enable Job',
  effect: 'changes',
  needs: 'changeJobs',
  remedy: () => l10n.t('Enable Job'),
  rows: [{ on: 'job', if: 'disabled', at: '3_putRight@2' }],
};

/** Enables disabled jobs, so that they start tasks again. */
export const enableJob = toAction(jobNoun, {
  id: toCommandId('job.enable'),
  canBeUndone: () => true,
  transition: jobLife.enable,
  sends: [['POST', '/enable']],
  takesAway: () => false,
  texts: {
    title: (count) =>
      plural(count, { '=1': l10n.t('Enabling the job'), other: l10n.t('Enabling {count} jobs', asCount(count)) }),
    done: (count, name) =>
      plural(count, {
        '=1': l10n.t('Job {0} is starting its tasks again.', name),
        other: l10n.t('{count} jobs are starting their tasks again.', asCount(count)),
      }),
    failed: (count, total) =>
      plural(total, {
        '=1': l10n.t('The job could not be enabled.'),
        other: l10n.t('{count} of {total} jobs could not be enabled.', asCountOf(count, total)),
      }),
    question: (count, name) =>
      plural(count, { '=1': l10n.t('Enable job {0}?', name), other: l10n.t('Enable {count} jobs?', asCount(count)) }),
    confirm: () => l10n.t('Enable'),
  },
  act: ({ jobs }, { jobId }, _choices, options) => jobs.enableJob(jobId, options),
  findChange: findDisabledJobChange,
  effect: {
    seen: (count, name) =>
      plural(count, {
        '=1': l10n.t('Job {0} is active again.', name),
        other: l10n.t('All {count} jobs that you enabled are active again.', asCount(count)),
      }),
    astray: (count, total, name) =>
      plural(total, {
        '=1': l10n.t("Job {0} isn't active: it has ended or was disabled again.", name),
        other: l10n.t(
          "Jobs you enabled that aren't active because they have ended or were disabled again: {count} of {total}.",
          asCountOf(count, total),
        ),
      }),
  },
  judge: (app, jobs) => judgeJobs(app, jobs, ({ job, counts }) => planEnableJob(job, counts)),
  // A note means that a job would end when it is enabled.
  choose: (_app, { notes }) => ({ choices: {}, detail: [], asks: notes.length > 0 ? 'beforeLasting' : 'ifLeftOut' }),
});

export const run = toCommand(jobNoun.kind, enableJob);
