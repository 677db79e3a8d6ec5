import * as l10n from '@vscode/l10n';
import { planDelete } from '../../../core/changes/endOfTasks.ts';
import { findTaskChange, taskLife } from '../../../core/changes/taskLife.ts';
import { possible } from '../../../core/changes/verdict.ts';
import type { TaskResource } from '../../../core/model/resource.ts';
import type { Task } from '../../../core/model/task.ts';
import type { App } from '../../app.ts';
import { toCommandId } from '../../commandId.ts';
import type { RemedyContribution } from '../verb/contribution.ts';
import type { Judged } from '../verb/judge.ts';
import { toAction, toCommand } from '../verb/toAction.ts';
import { judgeEnding } from './judgeEnding.ts';
import { judgeTasks, type TaskCandidate, taskNoun, toRunning } from './tasks.ts';

export const contribution: RemedyContribution = {
  title: 'Delete Task…',
  effect: 'destroys',
  needs: 'deleteTasks',
  remedy: () => l10n.t('Delete Task…'),
  rows: [{ on: ['task', 'taskRun'], at: '9_danger@2' }],
};

/** Deletes tasks with their files on the nodes. */
export const deleteTask = toAction(taskNoun, {
  id: toCommandId('task.delete'),
  transition: taskLife.delete,
  sends: [['DELETE', '']],
  canBeUndone: () => false,
  takesAway: () => true,
  texts: {
    title: (n) => [l10n.t('Deleting the task'), l10n.t('Deleting {count} tasks', n)],
    done: (n, name) => [l10n.t('Task {0} was deleted.', name), l10n.t('{count} tasks were deleted.', n)],
    failed: (nOf) => [
      l10n.t('The task could not be deleted.'),
      l10n.t('{count} of {total} tasks could not be deleted.', nOf),
    ],
    question: (n, name) => [l10n.t('Delete task {0}?', name), l10n.t('Delete {count} tasks?', n)],
    confirm: () => l10n.t('Delete'),
  },
  act: (service, { jobId, taskId }, _choices, options) => service.tasks.deleteTask(jobId, taskId, options),
  findChange: findTaskChange,
  judge: (app, tasks) => judgeDeletions(app, tasks),
  choose: (_app, { candidates }) => ({ choices: {}, detail: describeDeletion(candidates), asks: 'beforeLasting' }),
});

export const run = toCommand(taskNoun.kind, deleteTask, { many: true });

/**
 * Checks the consequences of deleting tasks.
 * @param replaced the current tasks by `toKey`, if new tasks with the same IDs will replace them
 */
export async function judgeDeletions(
  app: App,
  tasks: readonly TaskResource[],
  replaced?: ReadonlyMap<string, Task>,
): Promise<Judged<TaskResource, TaskCandidate>> {
  const beforehand = replaced === undefined ? {} : { read: replaced };
  return judgeEnding(await judgeTasks(app, tasks, () => possible, beforehand), (ended, job, unfinished) =>
    planDelete(ended, job, unfinished, replaced !== undefined),
  );
}

/** Describes what is lost when tasks are deleted, as sentences. */
export function describeDeletion(candidates: readonly TaskCandidate[]): readonly string[] {
  return [toRunning(candidates), l10n.t('Logs and other files on the nodes are also deleted. Running tasks end.')];
}
