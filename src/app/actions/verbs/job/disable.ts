import * as l10n from '@vscode/l10n';
import type { Job } from '../../../../core/model/job.ts';
import type { JobResource } from '../../../../core/model/resource.ts';
import { asCount, formatNumber } from '../../../../core/query/numbers.ts';
import { findJobChange, jobLife } from '../../../../core/remedy/jobLife.ts';
import { plural } from '../../../../core/text/plural.ts';
import { toCommandId } from '../../../commandId.ts';
import { toVerb } from '../toVerb.ts';
import { jobNoun } from './job.ts';

export interface DisableJobChoices {
  /** What becomes of the tasks that run. */
  readonly disableTasks: 'requeue' | 'terminate' | 'wait';
}

/** Stops jobs from starting tasks until they are enabled. */
export const disableJob = toVerb<JobResource, Job, DisableJobChoices>(jobNoun, {
  id: toCommandId('job.disable'),
  canBeUndone: ({ disableTasks }) => disableTasks === 'wait',
  transition: jobLife.disable,
  sends: [['POST', '/disable']],
  takesAway: () => false,
  texts: {
    title: (count) =>
      plural(count, { '=1': l10n.t('Disabling the job'), other: l10n.t('Disabling {count} jobs', asCount(count)) }),
    done: (count) =>
      plural(count, {
        '=1': l10n.t('The job is being disabled.'),
        other: l10n.t('{count} jobs are being disabled.', asCount(count)),
      }),
    failed: (count, total) =>
      plural(total, {
        '=1': l10n.t('The job could not be disabled.'),
        other: l10n.t('{count} of {total} jobs could not be disabled.', {
          ...asCount(count),
          total: formatNumber(total),
        }),
      }),
    question: (count, name) =>
      plural(count, { '=1': l10n.t('Disable job {0}?', name), other: l10n.t('Disable {count} jobs?', asCount(count)) }),
    confirm: () => l10n.t('Disable'),
  },
  act: ({ jobs }, { jobId }, { disableTasks }, options) => jobs.disableJob(jobId, disableTasks, options),
  findChange: findJobChange,
  effect: {
    seen: (count, name) =>
      plural(count, {
        '=1': l10n.t('Job {0} is disabled.', name),
        other: l10n.t('All {count} jobs that you disabled have stopped.', asCount(count)),
      }),
    astray: (count, total, name) =>
      plural(total, {
        '=1': l10n.t('Job {0} is not disabled: it was enabled again, or has ended.', name),
        other: l10n.t(
          'Jobs that are not disabled, because they were enabled again or have ended: {count} of {total}.',
          {
            ...asCount(count),
            total: formatNumber(total),
          },
        ),
      }),
  },
});
