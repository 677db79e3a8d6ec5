import * as l10n from '@vscode/l10n';
import type { Job } from '../../../../core/model/job.ts';
import type { JobResource } from '../../../../core/model/resource.ts';
import { asCount, formatNumber } from '../../../../core/query/numbers.ts';
import { findJobChange, settlePatchJob } from '../../../../core/remedy/jobLife.ts';
import { plural } from '../../../../core/text/plural.ts';
import type { JobPatch } from '../../../../service/ports.ts';
import { toCommandId } from '../../../commandId.ts';
import { toVerb } from '../toVerb.ts';
import { jobNoun } from './job.ts';

/** Changes the time limit of jobs, or what becomes of them when their tasks have ended. */
export const changeJobLimit = toVerb<JobResource, Job, JobPatch>(jobNoun, {
  id: toCommandId('job.changeLimit'),
  canBeUndone: () => true,
  sends: [['PATCH', '']],
  takesAway: () => false,
  replaces: ({ constraints }) => constraints !== undefined,
  findChange: findJobChange,
  texts: {
    title: (count) =>
      plural(count, { '=1': l10n.t('Changing the job'), other: l10n.t('Changing {count} jobs', asCount(count)) }),
    done: (count) =>
      plural(count, {
        '=1': l10n.t('The job was changed.'),
        other: l10n.t('{count} jobs were changed.', asCount(count)),
      }),
    failed: (count, total) =>
      plural(total, {
        '=1': l10n.t('The job could not be changed.'),
        other: l10n.t('{count} of {total} jobs could not be changed.', {
          ...asCount(count),
          total: formatNumber(total),
        }),
      }),
    question: (count, name) =>
      plural(count, { '=1': l10n.t('Change job {0}?', name), other: l10n.t('Change {count} jobs?', asCount(count)) }),
    confirm: () => l10n.t('Change'),
  },
  act: ({ jobs }, { jobId }, patch, options) => jobs.patchJob(jobId, patch, options),
  settle: settlePatchJob,
});
