import { l10n } from 'vscode';
import { BatchError } from '../../../core/model/batchError.ts';
import { possible } from '../../../core/remedy/verdict.ts';
import type { Command } from '../command.ts';
import { confirmCandidates } from '../judge.ts';
import { toTaskLines } from '../nameLines.ts';
import { resolve } from '../resolve.ts';
import { type Candidate, judgeTasks } from './candidates.ts';
import { runOnTasks } from './runOnTasks.ts';

/** Deletes tasks with their files on the nodes. */
export const deleteTasks: Command = async (services, args) => {
  const tasks = await resolve(services, 'task', args, { many: true });
  const judged = await judgeTasks(services, tasks, () => possible);
  const count = judged.candidates.length;
  const candidates = await confirmCandidates(judged, {
    message: count === 1 ? l10n.t('Delete the task?') : l10n.t('Delete {0} tasks?', count),
    detail: [
      toTaskLines(services, judged.candidates),
      l10n.t('Their logs and other files on the nodes are deleted too, and what still runs is ended.'),
    ].join('\n'),
    confirm: l10n.t('Delete'),
    always: true,
  });
  const texts = {
    title: candidates.length === 1 ? l10n.t('Deleting the task') : l10n.t('Deleting {0} tasks', candidates.length),
    toDone: (done: number) => (done === 1 ? l10n.t('The task was deleted.') : l10n.t('{0} tasks were deleted.', done)),
    toFailed: (failed: number, total: number) => l10n.t('{0} of {1} tasks could not be deleted.', failed, total),
  };
  await runOnTasks(services, { tasks, candidates }, texts, deleteOne);
};

/** A task that is gone already is what was wanted. */
async function deleteOne({ service, resource }: Candidate): Promise<void> {
  try {
    await service.tasks.deleteTask(resource.jobId, resource.taskId);
  } catch (error) {
    if (!BatchError.is(error, 'TaskNotFound')) throw error;
  }
}
