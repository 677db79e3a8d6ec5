import { l10n } from 'vscode';
import { Cancelled } from '../../../core/model/cancelled.ts';
import { toKey } from '../../../core/model/resourceChain.ts';
import { findIdProblem } from '../../../core/query/ids.ts';
import { toCopyId } from '../../../core/remedy/resubmit.ts';
import { planResubmit } from '../../../core/remedy/taskPlans.ts';
import { resubmitVerb } from '../../bulk/verbs/resubmit.ts';
import { toNotificationText } from '../../notificationText.ts';
import { showInputBox } from '../../window.ts';
import { runBulk } from '../bulk/runBulk.ts';
import type { Command } from '../command.ts';
import type { RemedyContribution } from '../contribution.ts';
import { confirmCandidates } from '../judge.ts';
import { toTaskLines } from '../nameLines.ts';
import { resolve } from '../resolve.ts';
import { judgeTasks } from './candidates.ts';

export const contribution: RemedyContribution = {
  title: 'Resubmit Task as a Copy…',
  effect: 'changes',
  remedy: () => l10n.t('Resubmit as a Copy…'),
  rows: [{ on: ['task', 'taskRun'], at: '3_putRight@3' }],
};

/** Submits tasks once more under other ids, so that what became of the first ones stays to be looked at. */
export const run: Command = async (services, args) => {
  const tasks = await resolve(services, 'task', args, { many: true });
  const judgedAtMs = Date.now();
  const judged = await judgeTasks(services, tasks, ({ task, job }) => planResubmit(task, job));
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
