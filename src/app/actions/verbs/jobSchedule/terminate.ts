import * as l10n from '@vscode/l10n';
import type { JobSchedule } from '../../../../core/model/jobSchedule.ts';
import type { JobScheduleResource } from '../../../../core/model/resource.ts';
import { asCount, formatNumber } from '../../../../core/query/numbers.ts';
import { findScheduleChange, jobScheduleLife } from '../../../../core/remedy/jobScheduleLife.ts';
import { plural } from '../../../../core/text/plural.ts';
import { toCommandId } from '../../../commandId.ts';
import { toVerb } from '../toVerb.ts';
import { describeKeptSchedules, type EndScheduleChoices, jobScheduleNoun } from './jobSchedule.ts';

/** Ends schedules, and their jobs that run. */
export const terminateJobSchedule = toVerb<JobScheduleResource, JobSchedule, EndScheduleChoices>(jobScheduleNoun, {
  id: toCommandId('jobSchedule.terminate'),
  transition: jobScheduleLife.terminate,
  sends: [['POST', '/terminate']],
  canBeUndone: () => false,
  takesAway: () => true,
  findChange: (before, now) => findScheduleChange(before, now, true),
  texts: {
    title: (count) =>
      plural(count, {
        '=1': l10n.t('Terminating the job schedule'),
        other: l10n.t('Terminating {count} job schedules', asCount(count)),
      }),
    done: (count) =>
      plural(count, {
        '=1': l10n.t('The job schedule is being terminated.'),
        other: l10n.t('{count} job schedules are being terminated.', asCount(count)),
      }),
    failed: (count, total) =>
      plural(total, {
        '=1': l10n.t('The job schedule could not be terminated.'),
        other: l10n.t('{count} of {total} job schedules could not be terminated.', {
          ...asCount(count),
          total: formatNumber(total),
        }),
      }),
    question: (count, name) =>
      plural(count, {
        '=1': l10n.t('Terminate job schedule {0}?', name),
        other: l10n.t('Terminate {count} job schedules?', asCount(count)),
      }),
    confirm: () => l10n.t('Terminate'),
    kept: describeKeptSchedules,
  },
  act: ({ jobSchedules }, { scheduleId }, choices, options) =>
    jobSchedules.terminateJobSchedule(scheduleId, { ...options, ...choices }),
  effect: {
    seen: (count, name) =>
      plural(count, {
        '=1': l10n.t('Job schedule {0} has ended.', name),
        other: l10n.t('All {count} job schedules that you terminated have ended.', asCount(count)),
      }),
    astray: (count, total, name) =>
      plural(total, {
        '=1': l10n.t('Job schedule {0} has still not ended.', name),
        other: l10n.t('Still not ended: {count} of {total} job schedules that you terminated.', {
          ...asCount(count),
          total: formatNumber(total),
        }),
      }),
  },
});
