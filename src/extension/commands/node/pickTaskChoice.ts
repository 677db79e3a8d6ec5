import * as vscode from 'vscode';
import { Cancelled } from '../../../core/model/cancelled.ts';
import type { NodeRestartOption } from '../../../core/model/computeNode.ts';
import { listTaskChoices } from '../../../core/remedy/nodePlans.ts';
import type { NodeCandidate } from './candidates.ts';

/** Asks what happens to tasks that run on the nodes, saying what each choice does to them now. Throws `Cancelled`. */
export async function pickTaskChoice(candidates: readonly NodeCandidate[], title: string): Promise<NodeRestartOption> {
  const choices = listTaskChoices(
    candidates.map(({ node }) => node),
    Date.now(),
  );
  const items = choices.map(({ option, label, effect }) => ({ label, detail: effect, option }));
  const placeHolder = vscode.l10n.t('What happens to tasks that are running there');
  const chosen = await vscode.window.showQuickPick(items, { title, placeHolder, ignoreFocusOut: true });
  if (chosen === undefined) throw new Cancelled();
  return chosen.option;
}
