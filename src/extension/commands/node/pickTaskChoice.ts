import * as l10n from '@vscode/l10n';
import { Cancelled } from '../../../core/model/cancelled.ts';
import { listTaskChoices, mayRunTasks, type TaskChoice } from '../../../core/remedy/nodePlans.ts';
import { plural } from '../../../core/text/plural.ts';
import { showQuickPick } from '../../window.ts';
import type { NodeCandidate } from './candidates.ts';

/**
 * Asks what happens to tasks that run on the nodes, saying what each choice does to them now. Asks nothing where no task
 * can run: the service's own choice is taken. Throws `Cancelled`.
 */
export async function pickTaskChoice(candidates: readonly NodeCandidate[], title: string): Promise<TaskChoice> {
  const nodes = candidates.map(({ node }) => node);
  const choices = listTaskChoices(nodes, Date.now());
  const [usual] = choices;
  if (usual !== undefined && !nodes.some(mayRunTasks)) return { ...usual, effect: describeNoTasks(nodes.length) };
  const items = choices.map((choice) => ({ label: choice.label, detail: choice.effect, choice }));
  const placeHolder = l10n.t('What happens to running tasks');
  const chosen = await showQuickPick(items, { title, placeHolder, ignoreFocusOut: true });
  if (chosen === undefined) throw new Cancelled();
  return chosen.choice;
}

function describeNoTasks(count: number): string {
  return plural(count, {
    '=1': l10n.t('No task runs on the node in its present state.'),
    other: l10n.t('No task runs on the nodes in their present state.'),
  });
}
