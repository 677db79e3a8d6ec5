import * as l10n from '@vscode/l10n';
import { findScheduleChange, jobScheduleLife, planEnableJobSchedule } from '../../../core/changes/jobScheduleLife.ts';
import { plural } from '../../../core/text/plural.ts';
import { asCount, asCountOf } from '../../../core/words/numbers.ts';
import { toCommandId } from '../../commandId.ts';
import type { RemedyContribution } from '../contribution.ts';
import { toAction, toCommand } from '../toAction.ts';
import { jobScheduleNoun, judgeSchedules } from './schedules.ts';

export const contribution: RemedyContribution = {
  title: 'Enable Job Schedule',
  effect: 'changes',
  palette: 'never',
  needs: 'changeSchedules',
  remedy: () => l10n.t('Enable Job Schedule'),
  rows: [{ on: 'jobSchedule', if: 'disabled', at: '3_putRight@1' }],
};

/** Enables disabled schedules, so that they create jobs again. */
export const enableJobSchedule = toAction(jobScheduleNoun, {
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
    done: (count, name) =>
      plural(count, {
        '=1': l10n.t('Job schedule {0} is enabled.', name),
        other: l10n.t('{count} job schedules are enabled.', asCount(count)),
      }),
    failed: (count, total) =>
      plural(total, {
        '=1': l10n.t('The job schedule could not be enabled.'),
        other: l10n.t('{count} of {total} job schedules could not be enabled.', asCountOf(count, total)),
      }),
    question: (count, name) =>
      plural(count, {
        '=1': l10n.t('Enable job schedule {0}?', name),
        other: l10n.t('Enable {count} job schedules?', asCount(count)),
      }),
    confirm: () => l10n.t('Enable'),
  },
  act: ({ jobSchedules }, { scheduleId }, _choices, options) => jobSchedules.enableJobSchedule(scheduleId, options),
  judge: (app, schedules, nowMs) =>
    judgeSchedules(app, schedules, ({ schedule }) => planEnableJobSchedule(schedule, nowMs)),
  choose: () => ({ choices: {}, detail: [], asks: 'ifLeftOut' }),
});

export const run = toCommand(jobScheduleNoun.kind, enableJobSchedule);
