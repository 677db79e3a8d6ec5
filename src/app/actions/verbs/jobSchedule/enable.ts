import * as l10n from '@vscode/l10n';
import { asCount, formatNumber } from '../../../../core/query/numbers.ts';
import { findScheduleChange, jobScheduleLife } from '../../../../core/remedy/jobScheduleLife.ts';
import { plural } from '../../../../core/text/plural.ts';
import { toCommandId } from '../../../commandId.ts';
import { toVerb } from '../toVerb.ts';
import { jobScheduleNoun } from './jobSchedule.ts';

/** Lets disabled schedules make jobs again. */
export const enableJobSchedule = toVerb(jobScheduleNoun, {
  id: toCommandId('jobSchedule.enable'),
  transition: jobScheduleLife.enable,
  sends: [['POST', '/enable']],
  canBeUndone: () => true,
  takesAway: () => false,
  findChange: (before, now) => findScheduleChange(before, now, false),
  texts: {
    title: (count) =>
      plural(count, {
        '=1': l10n.t('Enabling the job schedule'),
        other: l10n.t('Enabling {count} job schedules', asCount(count)),
      }),
    done: (count) =>
      plural(count, {
        '=1': l10n.t('The job schedule is enabled.'),
        other: l10n.t('{count} job schedules are enabled.', asCount(count)),
      }),
    failed: (count, total) =>
      plural(total, {
        '=1': l10n.t('The job schedule could not be enabled.'),
        other: l10n.t('{count} of {total} job schedules could not be enabled.', {
          ...asCount(count),
          total: formatNumber(total),
        }),
      }),
    question: (count, name) =>
      plural(count, {
        '=1': l10n.t('Enable job schedule {0}?', name),
        other: l10n.t('Enable {count} job schedules?', asCount(count)),
      }),
    confirm: () => l10n.t('Enable'),
  },
  act: ({ jobSchedules }, { scheduleId }, _choices, options) => jobSchedules.enableJobSchedule(scheduleId, options),
});
