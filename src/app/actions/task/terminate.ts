import * as l10n from '@vscode/l10n';
import { planEnd } from '../../../core/changes/endOfTasks.ts';
import { planTransition } from '../../../core/changes/life.ts';
import { taskLife } from '../../../core/changes/taskLife.ts';
import { plural } from '../../../core/text/plural.ts';
import { toCommandId } from '../../commandId.ts';
import type { RemedyContribution } from '../verb/contribution.ts';
import { toAction, toCommand } from '../verb/toAction.ts';
import { judgeEnding, unfinishedStates } from './judgeEnding.ts';
import { judgeTasks, taskNoun, toRunning } from './tasks.ts';

export const contribution: RemedyContribution = {
  title: 'Terminate Task…',
  effect: 'destroys',
  needs: 'changeJobs',
  remedy: () => l10n.t('Terminate Task…'),
  rows: [{ on: 'task', if: ['running', 'active', 'preparing'], at: '9_danger@1' }],
};

/** Terminates running or waiting tasks. They count as failed and do not run again on their own. */
export const terminateTask = toAction(taskNoun, {
  id: toCommandId('task.terminate'),
  transition: taskLife.terminate,
  sends: [['POST', '/terminate']],
  canBeUndone: () => false,
  takesAway: () => true,
  texts: {
    title: (n) => [l10n.t('Terminating the task'), l10n.t('Terminating {count} tasks', n)],
    done: (n, name) => [l10n.t('Task {0} was terminated.', name), l10n.t('{count} tasks were terminated.', n)],
    failed: (nOf) => [
      l10n.t('The task could not be terminated.'),
      l10n.t('{count} of {total} tasks could not be terminated.', nOf),
    ],
    question: (n, name) => [l10n.t('Terminate task {0}?', name), l10n.t('Terminate {count} tasks?', n)],
    confirm: () => l10n.t('Terminate'),
  },
  act: (service, { jobId, taskId }, _choices, options) => service.tasks.terminateTask(jobId, taskId, options),
  effect: {
    seen: (n, name) => [
      l10n.t('Task {0} has ended.', name),
      l10n.t('All {count} tasks that you terminated have ended.', n),
    ],
    astray: (nOf, name) => [
      l10n.t("Task {0} still hasn't ended.", name),
      l10n.t("Tasks you terminated that still haven't ended: {count} of {total}.", nOf),
    ],
  },
  judge: async (app, tasks) =>
    judgeEnding(
      await judgeTasks(app, tasks, ({ task }) => planTransition(taskLife.terminate, task), {
        likely: unfinishedStates,
      }),
      planEnd,
    ),
  choose: (_app, { candidates }) => ({
    choices: {},
    detail: [
      toRunning(candidates),
      plural(candidates.length, {
        '=1': l10n.t(
          "The task ends immediately, counts as failed, and isn't retried. The task's files stay on the node.",
        ),
        other: l10n.t(
          "The tasks end immediately, count as failed, and aren't retried. The tasks' files stay on the nodes.",
        ),
      }),
    ],
    asks: 'beforeLasting',
  }),
});

export const run = toCommand(taskNoun.kind, terminateTask, {
  many: true,
  tasks: { groups: ['running', 'preparing', 'active'], nothing: () => l10n.t('All tasks in this job have ended.') },
});
