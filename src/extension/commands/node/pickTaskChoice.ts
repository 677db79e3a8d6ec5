import * as vscode from 'vscode';
import { Cancelled } from '../../../core/model/cancelled.ts';
import { listTaskChoices, type TaskChoice } from '../../../core/remedy/nodePlans.ts';
import { showQuickPick } from '../../window.ts';
import type { NodeCandidate } from './candidates.ts';

/** Asks what happens to tasks that run on the nodes, saying what each choice does to them now. Throws `Cancelled`. */
export async function pickTaskChoice(candidates: readonly NodeCandidate[], title: string): Promise<TaskChoice> {
  const choices = listTaskChoices(
    candidates.map(({ node }) => node),
    Date.now(),
  );
  const items = choices.map((choice) => ({ label: choice.label, detail: choice.effect, choice }));
  const placeHolder = vscode.l10n.t('What happens to running tasks');
  const chosen = await showQuickPick(items, { title, placeHolder, ignoreFocusOut: true });
  if (chosen === undefined) throw new Cancelled();
  return chosen.choice;
}
