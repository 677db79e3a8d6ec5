import * as l10n from '@vscode/l10n';
import type { JobSchedule } from '../../../../core/model/jobSchedule.ts';
import type { JobScheduleResource } from '../../../../core/model/resource.ts';
import { asCount, formatNumber } from '../../../../core/query/numbers.ts';
import { findScheduleChange, jobScheduleLife } from '../../../../core/remedy/jobScheduleLife.ts';
import { plural } from '../../../../core/text/plural.ts';
import { toCommandId } from '../../../commandId.ts';
import { toVerb } from '../toVerb.ts';
import { describeKeptSchedules, type EndScheduleChoices, jobScheduleNoun } from './jobSchedule.ts';

/** Deletes schedules with all jobs that they have made. */
export const deleteJobSchedule = toVerb<JobScheduleResource, JobSchedule, EndScheduleChoices>(jobScheduleNoun, {
  id: toCommandId('jobSchedule.delete'),
  transition: jobScheduleLife.delete,
  sends: [['DELETE', '']],
  canBeUndone: () => false,
  takesAway: () => true,
  findChange: (before, now) => findScheduleChange(before, now, true),
  texts: {
    title: (count) =>
      plural(count, {
        '=1': l10n.t('Deleting the job schedule'),
        other: l10n.t('Deleting {count} job schedules', asCount(count)),
      }),
    done: (count) =>
      plural(count, {
        '=1': l10n.t('The job schedule is being deleted.'),
        other: l10n.t('{count} job schedules are being deleted.', asCount(count)),
      }),
    failed: (count, total) =>
      plural(total, {
        '=1': l10n.t('The job schedule could not be deleted.'),
        other: l10n.t('{count} of {total} job schedules could not be deleted.', {
          ...asCount(count),
          total: formatNumber(total),
        }),
      }),
    question: (count, name) =>
      plural(count, {
        '=1': l10n.t('Delete job schedule {0}?', name),
        other: l10n.t('Delete {count} job schedules?', asCount(count)),
      }),
    confirm: () => l10n.t('Delete'),
    kept: describeKeptSchedules,
  },
  act: ({ jobSchedules }, { scheduleId }, choices, options) =>
    jobSchedules.deleteJobSchedule(scheduleId, { ...options, ...choices }),
  effect: {
    seen: (count, name) =>
      plural(count, {
        '=1': l10n.t('Job schedule {0} is deleted.', name),
        other: l10n.t('All {count} job schedules that you deleted are gone.', asCount(count)),
      }),
    astray: (count, total, name) =>
      plural(total, {
        '=1': l10n.t('Job schedule {0} is still being deleted.', name),
        other: l10n.t('Still being deleted: {count} of {total} job schedules.', {
          ...asCount(count),
          total: formatNumber(total),
        }),
      }),
  },
});
