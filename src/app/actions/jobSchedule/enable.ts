import * as l10n from '@vscode/l10n';
import { findScheduleChange, jobScheduleLife, planEnableJobSchedule } from '../../../core/changes/jobScheduleLife.ts';
import { toCommandId } from '../../commandId.ts';
import type { RemedyContribution } from '../verb/contribution.ts';
import { toAction, toCommand } from '../verb/toAction.ts';
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
    title: (n) => [l10n.t('Enabling the job schedule'), l10n.t('Enabling {count} job schedules', n)],
    done: (n, name) => [l10n.t('Job schedule {0} is enabled.', name), l10n.t('{count} job schedules are enabled.', n)],
    failed: (nOf) => [
      l10n.t('The job schedule could not be enabled.'),
      l10n.t('{count} of {total} job schedules could not be enabled.', nOf),
    ],
    question: (n, name) => [l10n.t('Enable job schedule {0}?', name), l10n.t('Enable {count} job schedules?', n)],
    confirm: () => l10n.t('Enable'),
  },
  act: ({ jobSchedules }, { scheduleId }, _choices, options) => jobSchedules.enableJobSchedule(scheduleId, options),
  judge: (app, schedules, nowMs) =>
    judgeSchedules(app, schedules, ({ schedule }) => planEnableJobSchedule(schedule, nowMs)),
  choose: () => ({ choices: {}, detail: [], asks: 'ifLeftOut' }),
});

export const run = toCommand(jobScheduleNoun.kind, enableJobSchedule);
