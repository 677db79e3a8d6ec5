import { toFocus } from '../../../app/actions/explorer/found.ts';
import { toResources } from '../../../app/actions/targets/targets.ts';
import type { Contribution } from '../../../app/actions/verb/contribution.ts';
import { toCommandId } from '../../../app/commandId.ts';
import type { Command, CommandServices } from '../command.ts';
import { askThing, type Choice } from './findBox.ts';

export const contribution: Contribution = {
  title: 'Find a Pool, Node, Job or Task…',
  icon: 'search',
  effect: 'reads',
  views: [{ on: 'explorer', at: 'navigation@1' }],
};

/** Selects the item that the command is called on, or opens the page of an item found in a search box. */
export const run: Command = async (services, args) => {
  const [given] = toResources(args);
  const focus = toFocus(services.trees.selections.flatMap((rows) => toResources([rows[0]])));
  if (given !== undefined) await services.trees.reveal(given);
  else await openChoice(services, await askThing(services.accounts, focus));
};

/** Opens the page of the chosen item and selects it in the explorer unless it is gone, or opens the chosen address. */
export async function openChoice(services: CommandServices, choice: Choice): Promise<void> {
  if ('url' in choice) {
    await services.ui.run(toCommandId('account.openUrl'), choice.url);
    return;
  }
  const { resource, isGone } = choice;
  if (!isGone) await services.trees.reveal(resource);
  await services.ui.open({ resource, document: 'explanation' });
}
