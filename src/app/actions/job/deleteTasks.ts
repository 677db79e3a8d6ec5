import * as l10n from '@vscode/l10n';
import { pickTasksOf } from '../targets/pick.ts';
import { resolveOne } from '../targets/resolve.ts';
import { deleteTask } from '../task/delete.ts';
import type { Command, RemedyContribution } from '../verb/contribution.ts';
import { askAndRun } from '../verb/toAction.ts';

export const contribution: RemedyContribution = {
  title: 'Delete Succeeded Tasks…',
  effect: 'destroys',
  needs: 'deleteTasks',
  remedy: () => l10n.t('Delete Succeeded Tasks…'),
};

/** Deletes succeeded tasks of a job that the user picks, with their files on the nodes. */
export const run: Command = async (services, args) => {
  const job = await resolveOne(services, 'job', args);
  const tasks = await pickTasksOf(services, job, {
    filter: { groups: ['succeeded'], nothing: () => l10n.t('No tasks in this job have succeeded.') },
    many: true,
  });
  await askAndRun(services, deleteTask, tasks);
};
