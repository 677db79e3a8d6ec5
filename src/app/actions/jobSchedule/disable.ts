import * as l10n from '@vscode/l10n';
import { findScheduleChange, jobScheduleLife } from '../../../core/changes/jobScheduleLife.ts';
import { planTransition } from '../../../core/changes/life.ts';
import { plural } from '../../../core/text/plural.ts';
import { asCount } from '../../../core/words/numbers.ts';
import { toCommandId } from '../../commandId.ts';
import type { Contribution } from '../verb/contribution.ts';
import { toAction, toCommand } from '../verb/toAction.ts';
import { jobScheduleNoun, judgeSchedules, type ScheduleCandidate, sum } from './schedules.ts';

export const contribution: Contribution = {
  title: 'Disable Job Schedule…',
  effect: 'changes',
  palette: 'never',
  needs: 'changeSchedules',
  rows: [{ on: 'jobSchedule', if: 'active', at: '3_putRight@1' }],
};

/** Disables schedules, so that they create no jobs until they are enabled. An active job continues. */
export const disableJobSchedule = toAction(jobScheduleNoun, {
  id: toCommandId('jobSchedule.disable'),
  transition: jobScheduleLife.disable,
  sends: [['POST', '/disable']],
  canBeUndone: () => true,
  takesAway: () => false,
  findChange: (before, now) => findScheduleChange(before, now, false),
  texts: {
    title: (n) => [l10n.t('Disabling the job schedule'), l10n.t('Disabling {count} job schedules', n)],
    done: (n, name) => [
      l10n.t('Job schedule {0} is disabled.', name),
      l10n.t('{count} job schedules are disabled.', n),
    ],
    failed: (nOf) => [
      l10n.t('The job schedule could not be disabled.'),
      l10n.t('{count} of {total} job schedules could not be disabled.', nOf),
    ],
    question: (n, name) => [l10n.t('Disable job schedule {0}?', name), l10n.t('Disable {count} job schedules?', n)],
    confirm: () => l10n.t('Disable'),
  },
  act: ({ jobSchedules }, { scheduleId }, _choices, options) => jobSchedules.disableJobSchedule(scheduleId, options),
  judge: (app, schedules) =>
    judgeSchedules(app, schedules, ({ schedule }) => planTransition(jobScheduleLife.disable, schedule)),
  choose: (_app, { candidates }) => ({ choices: {}, detail: listEffects(candidates), asks: 'always' }),
});

export const run = toCommand(jobScheduleNoun.kind, disableJobSchedule);

function listEffects(candidates: readonly ScheduleCandidate[]): readonly string[] {
  const left = sum(candidates, ({ running, active }) => running + active);
  const effect = l10n.t('No jobs are created until you enable the schedule again.');
  if (left === 0) return [effect];
  return [
    effect,
    plural(left, {
      one: l10n.t('The last job continues: {count} task is running or waiting.', asCount(left)),
      other: l10n.t('The last job continues: {count} tasks are running or waiting.', asCount(left)),
    }),
  ];
}
