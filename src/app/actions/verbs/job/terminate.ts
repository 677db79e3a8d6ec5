import * as l10n from '@vscode/l10n';
import type { Job } from '../../../../core/model/job.ts';
import type { JobResource } from '../../../../core/model/resource.ts';
import { asCount, formatNumber } from '../../../../core/query/numbers.ts';
import { findJobChange, jobLife } from '../../../../core/remedy/jobLife.ts';
import { plural } from '../../../../core/text/plural.ts';
import { toCommandId } from '../../../commandId.ts';
import { toVerb } from '../toVerb.ts';
import { type EndJobChoices, jobNoun } from './job.ts';

/** Ends jobs and what runs in them. */
export const terminateJob = toVerb<JobResource, Job, EndJobChoices>(jobNoun, {
  id: toCommandId('job.terminate'),
  canBeUndone: () => false,
  transition: jobLife.terminate,
  sends: [['POST', '/terminate']],
  takesAway: () => true,
  texts: {
    title: (count) =>
      plural(count, { '=1': l10n.t('Terminating the job'), other: l10n.t('Terminating {count} jobs', asCount(count)) }),
    done: (count) =>
      plural(count, {
        '=1': l10n.t('The job is being terminated.'),
        other: l10n.t('{count} jobs are being terminated.', asCount(count)),
      }),
    failed: (count, total) =>
      plural(total, {
        '=1': l10n.t('The job could not be terminated.'),
        other: l10n.t('{count} of {total} jobs could not be terminated.', {
          ...asCount(count),
          total: formatNumber(total),
        }),
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
          'First, the properties of the job and its tasks, and the ends of the logs of running tasks, are saved on this computer.',
        ),
        other: l10n.t(
          'First, the properties of the jobs and their tasks, and the ends of the logs of running tasks, are saved on this computer.',
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
        '=1': l10n.t('Job {0} has still not ended.', name),
        other: l10n.t('Still not ended: {count} of {total} jobs that you terminated.', {
          ...asCount(count),
          total: formatNumber(total),
        }),
      }),
  },
});
