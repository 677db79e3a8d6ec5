import { l10n } from 'vscode';
import { Cancelled } from '../../../core/model/cancelled.ts';
import { findDamage } from '../../../core/model/damagedItem.ts';
import { toKey } from '../../../core/model/resourceChain.ts';
import { findIdProblem } from '../../../core/query/ids.ts';
import { toCopyId } from '../../../core/remedy/resubmit.ts';
import { impossible, possible, type Verdict } from '../../../core/remedy/verdict.ts';
import { resubmitVerb } from '../../bulk/verbs/resubmit.ts';
import { toNotificationText } from '../../notificationText.ts';
import { showInputBox } from '../../window.ts';
import { runBulk } from '../bulk/runBulk.ts';
import type { Command } from '../command.ts';
import type { RemedyContribution } from '../contribution.ts';
import { confirmCandidates } from '../judge.ts';
import { toTaskLines } from '../nameLines.ts';
import { resolve } from '../resolve.ts';
import { judgeTasks, type TaskCandidate } from './candidates.ts';

export const contribution: RemedyContribution = {
  title: 'Resubmit Task as a Copy…',
  effect: 'changes',
  remedy: () => l10n.t('Resubmit as a Copy…'),
  rows: [{ on: 'task', at: '3_putRight@3' }],
};

/** Submits tasks once more under other ids, so that what became of the first ones stays to be looked at. */
export const run: Command = async (services, args) => {
  const tasks = await resolve(services, 'task', args, { many: true });
  const judgedAtMs = Date.now();
  const judged = await judgeTasks(services, tasks, planResubmit);
  const candidates = await confirmCandidates(judged, {
    message: resubmitVerb.texts.question(judged.candidates.length),
    names: toTaskLines(services, judged.candidates),
    detail: [],
    confirm: resubmitVerb.texts.confirm(),
    canBeUndone: true,
    always: judged.candidates.length > 1,
  });
  const [only] = candidates;
  const chosenId = candidates.length === 1 && only !== undefined ? await askId(only.task.id) : undefined;
  const known = new Map(candidates.map(({ resource, task }) => [toKey(resource), task]));
  const items = candidates.map(({ resource }) => ({ resource }));
  const choices = chosenId === undefined ? {} : { copyId: chosenId };
  await runBulk(services, { verb: resubmitVerb, choices, items, known, judgedAtMs });
};

/** A job that has ended takes no tasks (Batch documentation: "Task - Add"); of a damaged task something would be lost. */
function planResubmit({ job, task }: TaskCandidate): Verdict {
  if (findDamage(task) !== undefined) {
    return impossible(l10n.t('Azure Batch sent a damaged definition of the task, so the copy would be incomplete.'));
  }
  return ['completed', 'terminating', 'deleting'].includes(job.state?.toLowerCase() ?? '')
    ? impossible(l10n.t('The job has ended and takes no more tasks.'))
    : possible;
}

async function askId(id: string): Promise<string> {
  const value = toCopyId(id, () => false);
  const chosen = await showInputBox({
    title: toNotificationText(l10n.t('Submit a copy of {0}', id)),
    prompt: l10n.t('Id of the copy, in the same job'),
    value,
    validateInput: findIdProblem,
  });
  if (chosen === undefined) throw new Cancelled();
  return chosen;
}
