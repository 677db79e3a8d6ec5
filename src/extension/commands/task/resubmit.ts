import { l10n, window } from 'vscode';
import { BatchError } from '../../../core/model/batchError.ts';
import { Cancelled } from '../../../core/model/cancelled.ts';
import { findIdProblem } from '../../../core/query/ids.ts';
import { toCopy, toCopyId } from '../../../core/remedy/resubmit.ts';
import { impossible, possible, type Verdict } from '../../../core/remedy/verdict.ts';
import { toNotificationText } from '../../notificationText.ts';
import type { Command } from '../command.ts';
import { confirmCandidates } from '../judge.ts';
import { toTaskLines } from '../nameLines.ts';
import { resolve } from '../resolve.ts';
import { type Candidate, judgeTasks } from './candidates.ts';
import { runOnTasks } from './runOnTasks.ts';

/** Submits tasks once more under other ids, so that what became of the first ones stays to be looked at. */
export const resubmitTasks: Command = async (services, args) => {
  const tasks = await resolve(services, 'task', args, { many: true });
  const judged = await judgeTasks(services, tasks, planResubmit);
  const candidates = await confirmCandidates(judged, {
    message: l10n.t('Submit copies of {0} of {1} tasks?', judged.candidates.length, tasks.length),
    detail: toTaskLines(services, judged.candidates),
    confirm: l10n.t('Submit'),
    always: judged.candidates.length > 1,
  });
  const [only] = candidates;
  const chosenId = candidates.length === 1 && only !== undefined ? await askId(only.task.id) : undefined;
  const texts = {
    title: candidates.length === 1 ? l10n.t('Submitting the copy') : l10n.t('Submitting {0} copies', candidates.length),
    toDone: (done: number) =>
      done === 1 ? l10n.t('The copy was submitted.') : l10n.t('{0} copies were submitted.', done),
    toFailed: (failed: number, total: number) => l10n.t('{0} of {1} copies could not be submitted.', failed, total),
  };
  await runOnTasks(services, { tasks, candidates }, texts, (candidate) => submitCopy(candidate, chosenId));
};

/** A job that has ended takes no tasks (Batch documentation: "Task - Add"). */
function planResubmit({ job }: Candidate): Verdict {
  return ['completed', 'terminating', 'deleting'].includes(job.state?.toLowerCase() ?? '')
    ? impossible(l10n.t('its job has ended and takes no more tasks'))
    : possible;
}

async function askId(id: string): Promise<string> {
  const value = toCopyId(id, () => false);
  const chosen = await window.showInputBox({
    title: toNotificationText(l10n.t('Submit a copy of {0}', id)),
    prompt: l10n.t('Id of the copy, in the same job'),
    value,
    validateInput: findIdProblem,
  });
  if (chosen === undefined) throw new Cancelled();
  return chosen;
}

/** Copies that nobody named take the next free id; a name that was chosen is taken as it is. */
async function submitCopy({ service, resource, task }: Candidate, chosenId: string | undefined): Promise<void> {
  const taken = new Set<string>();
  for (;;) {
    const id = chosenId ?? toCopyId(task.id, (candidate) => taken.has(candidate));
    try {
      await service.tasks.addTask(resource.jobId, toCopy(task, id));
      return;
    } catch (error) {
      if (chosenId !== undefined || !BatchError.is(error, 'TaskExists')) throw error;
      taken.add(id);
    }
  }
}
