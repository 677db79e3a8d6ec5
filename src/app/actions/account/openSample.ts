import type { Account } from '../../../core/model/account.ts';
import { openExplanation } from '../resource/openExplanation.ts';
import type { Contribution } from '../verb/contribution.ts';
import type { WindowApp, WindowCommand } from '../verb/window.ts';

export const contribution: Contribution = {
  title: 'Open the Sample Account',
  icon: 'beaker',
  effect: 'reads',
  palette: 'always',
  views: [{ on: 'explorer', at: '1_add@3' }],
};

const showOverview = openExplanation('account');

/** Opens the sample account, a Batch service on this machine with a failing workload, and shows its failures. */
export const run: WindowCommand = async (services) => showAccount(services, await services.openSample());

/** Shows an account in the explorer, and its failures. Resolves to its ID. */
export async function showAccount(services: WindowApp, { id }: Account): Promise<string> {
  const resource = { kind: 'account', accountId: id } as const;
  await services.trees.reveal(resource);
  await showOverview(services, [resource]);
  return id;
}
