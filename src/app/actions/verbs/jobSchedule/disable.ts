import * as l10n from '@vscode/l10n';
import { asCount, formatNumber } from '../../../../core/query/numbers.ts';
import { findScheduleChange, jobScheduleLife } from '../../../../core/remedy/jobScheduleLife.ts';
import { plural } from '../../../../core/text/plural.ts';
import { toCommandId } from '../../../commandId.ts';
import { toVerb } from '../toVerb.ts';
import { jobScheduleNoun } from './jobSchedule.ts';

/** Keeps schedules from making jobs until they are enabled. */
export const disableJobSchedule = toVerb(jobScheduleNoun, {
  id: toCommandId('jobSchedule.disable'),
  transition: jobScheduleLife.disable,
  sends: [['POST', '/disable']],
  canBeUndone: () => true,
  takesAway: () => false,
  findChange: (before, now) => findScheduleChange(before, now, false),
  texts: {
    title: (count) =>
      plural(count, {
        '=1': l10n.t('Disabling the job schedule'),
        other: l10n.t('Disabling {count} job schedules', asCount(count)),
      }),
    done: (count) =>
      plural(count, {
        '=1': l10n.t('The job schedule is disabled.'),
        other: l10n.t('{count} job schedules are disabled.', asCount(count)),
      }),
    failed: (count, total) =>
      plural(total, {
        '=1': l10n.t('The job schedule could not be disabled.'),
        other: l10n.t('{count} of {total} job schedules could not be disabled.', {
          ...asCount(count),
          total: formatNumber(total),
        }),
      }),
    question: (count, name) =>
      plural(count, {
        '=1': l10n.t('Disable job schedule {0}?', name),
        other: l10n.t('Disable {count} job schedules?', asCount(count)),
      }),
    confirm: () => l10n.t('Disable'),
  },
  act: ({ jobSchedules }, { scheduleId }, _choices, options) => jobSchedules.disableJobSchedule(scheduleId, options),
});
