import * as l10n from '@vscode/l10n';
import { type ForceChoices, settleForce } from '../../../core/changes/force.ts';
import { findScheduleChange, forceSchedules, jobScheduleLife } from '../../../core/changes/jobScheduleLife.ts';
import type { JobSchedule } from '../../../core/model/jobSchedule.ts';
import type { JobScheduleResource } from '../../../core/model/resource.ts';
import { toCommandId } from '../../commandId.ts';
import { describeEndOfTasks } from '../job/endOfTasks.ts';
import type { Contribution } from '../verb/contribution.ts';
import { toAction, toCommand } from '../verb/toAction.ts';
import { describeKeptSchedules, jobScheduleNoun, judgeEndings, type ScheduleCandidate, sum } from './schedules.ts';

export const contribution: Contribution = {
  title: 'Terminate Job Schedule…',
  effect: 'destroys',
  palette: 'never',
  needs: 'changeSchedules',
  rows: [{ on: 'jobSchedule', if: ['active', 'disabled', 'hanging'], at: '9_danger@1' }],
};

/** Terminates schedules and their active jobs. Schedules that are stuck while terminating can be forced. */
export const terminateJobSchedule = toAction<JobScheduleResource, JobSchedule, ScheduleCandidate, ForceChoices>(
  jobScheduleNoun,
  {
    id: toCommandId('jobSchedule.terminate'),
    transition: jobScheduleLife.terminate,
    sends: [['POST', '/terminate']],
    canBeUndone: () => false,
    takesAway: () => true,
    findChange: (before, now) => findScheduleChange(before, now, true),
    texts: {
      title: (n) => [l10n.t('Terminating the job schedule'), l10n.t('Terminating {count} job schedules', n)],
      done: (n, name) => [
        l10n.t('Job schedule {0} is being terminated.', name),
        l10n.t('{count} job schedules are being terminated.', n),
      ],
      failed: (nOf) => [
        l10n.t('The job schedule could not be terminated.'),
        l10n.t('{count} of {total} job schedules could not be terminated.', nOf),
      ],
      question: (n, name) => [
        l10n.t('Terminate job schedule {0}?', name),
        l10n.t('Terminate {count} job schedules?', n),
      ],
      confirm: () => l10n.t('Terminate'),
      kept: describeKeptSchedules,
    },
    act: ({ jobSchedules }, { scheduleId }, choices, options) =>
      jobSchedules.terminateJobSchedule(scheduleId, { ...options, ...choices }),
    effect: {
      seen: (n, name) => [
        l10n.t('Job schedule {0} has ended.', name),
        l10n.t('All {count} job schedules that you terminated have ended.', n),
      ],
      astray: (nOf, name) => [
        l10n.t("Job schedule {0} still hasn't ended.", name),
        l10n.t("Job schedules you terminated that still haven't ended: {count} of {total}.", nOf),
      ],
    },
    judge: (app, schedules, nowMs) => judgeEndings(app, schedules, 'terminating', nowMs),
    choose(_app, all, nowMs, rest) {
      const { judged, choices, effects } = settleForce(forceSchedules('terminating', nowMs), all, rest?.choices);
      const { candidates } = judged;
      return {
        judged,
        choices,
        detail: [
          ...effects,
          l10n.t('The schedule ends and never creates another job. Its active job also ends. Completed jobs are kept.'),
          ...describeEndOfTasks(
            sum(candidates, ({ running }) => running),
            sum(candidates, ({ active }) => active),
          ),
        ],
        asks: 'beforeLasting',
      };
    },
  },
);

export const run = toCommand(jobScheduleNoun.kind, terminateJobSchedule);
