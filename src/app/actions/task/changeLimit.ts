import * as l10n from '@vscode/l10n';
import { findTaskChange, planChangeTaskLimit, settleTaskLimit } from '../../../core/changes/taskLife.ts';
import type { TaskConstraints } from '../../../core/model/common.ts';
import type { TaskResource } from '../../../core/model/resource.ts';
import type { Task } from '../../../core/model/task.ts';
import { toVisible } from '../../../core/text/escape.ts';
import { parseDuration, toDurationWords } from '../../../core/words/durations.ts';
import { toCommandId } from '../../commandId.ts';
import { runBulk } from '../run/runBulk.ts';
import { lookUp } from '../targets/lookUp.ts';
import { resolveOne } from '../targets/resolve.ts';
import type { Command, RemedyContribution } from '../verb/contribution.ts';
import { requirePossible } from '../verb/judge.ts';
import { pickTimeLimit } from '../verb/pickTimeLimit.ts';
import { toVerb } from '../verb/toVerb.ts';
import { taskNoun } from './tasks.ts';

export const contribution: RemedyContribution = {
  title: 'Change Time Limit of Task…',
  effect: 'changes',
  palette: 'never',
  needs: 'changeJobs',
  remedy: () => l10n.t('Change Time Limit of Task…'),
  rows: [{ on: 'task', if: ['active', 'preparing', 'running'], at: 'act@3' }],
};

/** Changes the limits of tasks that have not completed (Batch documentation: "Task - Update"). */
export const changeTaskLimit = toVerb<TaskResource, Task, { readonly constraints: TaskConstraints }>(taskNoun, {
  id: toCommandId('task.changeLimit'),
  canBeUndone: () => true,
  sends: [['PUT', '']],
  takesAway: () => false,
  findChange: findTaskChange,
  texts: {
    title: (n) => [l10n.t("Changing the task's limit"), l10n.t('Changing limits for {count} tasks', n)],
    done: (n, name) => [
      l10n.t('The time limit for task {0} was changed.', name),
      l10n.t('The time limits for {count} tasks were changed.', n),
    ],
    failed: (nOf) => [
      l10n.t("The task's time limit could not be changed."),
      l10n.t('The time limits for {count} of {total} tasks could not be changed.', nOf),
    ],
    question: (n, name) => [
      l10n.t('Change the time limit for task {0}?', name),
      l10n.t('Change the time limits for {count} tasks?', n),
    ],
    confirm: () => l10n.t('Change'),
  },
  act: ({ tasks }, { jobId, taskId }, { constraints }, options) =>
    tasks.changeConstraints(jobId, taskId, constraints, options),
  settle: settleTaskLimit,
});

/** Changes how long a task may run before Batch ends it. */
export const run: Command = async (services, args) => {
  const resource = await resolveOne(services, 'task', args);
  const { service } = await services.accounts.getStore(resource.accountId);
  const judgedAtMs = services.clock.now();
  const task = await lookUp(services, [resource], (call) =>
    service.tasks.getTask(resource.jobId, resource.taskId, call),
  );
  requirePossible(planChangeTaskLimit(task));
  const limitMs = parseDuration(task.constraints?.maxWallClockTime ?? '') ?? Number.POSITIVE_INFINITY;
  const started = Date.parse((task.state === 'running' ? task.executionInfo?.startTime : undefined) ?? '');
  const ranMs = Number.isNaN(started) ? 0 : Math.max(0, judgedAtMs - started);
  const maxWallClockTime = await pickTimeLimit(services, {
    limitMs,
    ranMs,
    title: l10n.t('Time limit for task {0}', toVisible(task.id)),
    placeholder: l10n.t('Current limit: {limit}. The task has run for {time}.', {
      limit: toDurationWords(limitMs),
      time: toDurationWords(ranMs),
    }),
    prompt: l10n.t('Hours from the start of the task'),
    whenUnlimited: l10n.t('The task runs until it ends on its own or you terminate it.'),
    whenPassed: l10n.t('The task has already run for {0}, so this limit would end it now.', toDurationWords(ranMs)),
  });
  const item = taskNoun.toItem(resource, task);
  // The record of the action shows which limit was replaced.
  const items = [{ ...item, before: { ...item.before, constraints: task.constraints } }];
  const constraints = { ...task.constraints, maxWallClockTime };
  await runBulk(services, { verb: changeTaskLimit, choices: { constraints }, items, judgedAtMs });
  // The task's state does not change, so nothing else would update its explanation.
  services.reread({ resource, document: 'explanation' });
};
