import * as l10n from '@vscode/l10n';
import type { Job } from '../../../../core/model/job.ts';
import type { JobResource } from '../../../../core/model/resource.ts';
import { asCount, formatNumber } from '../../../../core/query/numbers.ts';
import { findJobChange, jobLife } from '../../../../core/remedy/jobLife.ts';
import { plural } from '../../../../core/text/plural.ts';
import { toCommandId } from '../../../commandId.ts';
import { toVerb } from '../toVerb.ts';
import { type EndJobChoices, jobNoun } from './job.ts';

/** Deletes jobs with all their tasks and files. */
export const deleteJob = toVerb<JobResource, Job, EndJobChoices>(jobNoun, {
  id: toCommandId('job.delete'),
  canBeUndone: () => false,
  transition: jobLife.delete,
  sends: [['DELETE', '']],
  takesAway: () => true,
  texts: {
    title: (count) =>
      plural(count, { '=1': l10n.t('Deleting the job'), other: l10n.t('Deleting {count} jobs', asCount(count)) }),
    done: (count) =>
      plural(count, {
        '=1': l10n.t('The job is being deleted.'),
        other: l10n.t('{count} jobs are being deleted.', asCount(count)),
      }),
    failed: (count, total) =>
      plural(total, {
        '=1': l10n.t('The job could not be deleted.'),
        other: l10n.t('{count} of {total} jobs could not be deleted.', {
          ...asCount(count),
          total: formatNumber(total),
        }),
      }),
    question: (count, name) =>
      plural(count, { '=1': l10n.t('Delete job {0}?', name), other: l10n.t('Delete {count} jobs?', asCount(count)) }),
    confirm: () => l10n.t('Delete'),
    kept: (count) =>
      plural(count, {
        '=1': l10n.t(
          'First, the properties of the job and its tasks, and the ends of the logs of running and failed tasks, are saved on this computer.',
        ),
        other: l10n.t(
          'First, the properties of the jobs and their tasks, and the ends of the logs of running and failed tasks, are saved on this computer.',
        ),
      }),
  },
  act: ({ jobs }, { jobId }, choices, options) => jobs.deleteJob(jobId, { ...options, ...choices }),
  findChange: findJobChange,
  effect: {
    seen: (count, name) =>
      plural(count, {
        '=1': l10n.t('Job {0} is deleted.', name),
        other: l10n.t('All {count} jobs that you deleted are gone.', asCount(count)),
      }),
    astray: (count, total, name) =>
      plural(total, {
        '=1': l10n.t('Job {0} is still being deleted.', name),
        other: l10n.t('Still being deleted: {count} of {total} jobs.', {
          ...asCount(count),
          total: formatNumber(total),
        }),
      }),
  },
});
