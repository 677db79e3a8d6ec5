import { openExplanation } from '../../../app/actions/resource/openExplanation.ts';
import type { Contribution } from '../../../app/actions/verb/contribution.ts';
import type { Account } from '../../../core/model/account.ts';
import type { Command, CommandServices } from '../command.ts';

export const contribution: Contribution = {
  title: 'Open the Sample Account',
  icon: 'beaker',
  effect: 'reads',
  palette: 'always',
  views: [{ on: 'explorer', at: '1_add@3' }],
};

const showOverview = openExplanation('account');

/** Opens the sample account, a Batch service on this machine with a failing workload, and shows its failures. */
export const run: Command = async (services) => showAccount(services, await services.openSample());

/** Shows an account in the explorer, and its failures. Resolves to its ID. */
export async function showAccount(services: CommandServices, { id }: Account): Promise<string> {
  const resource = { kind: 'account', accountId: id } as const;
  await services.trees.reveal(resource);
  await showOverview(services, [resource]);
  return id;
}
