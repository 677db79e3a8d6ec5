import type { Contribution } from '../../../app/actions/contribution.ts';
import { openExplanation } from '../../../app/actions/resource/openExplanation.ts';
import type { Command } from '../command.ts';

export const contribution: Contribution = {
  title: 'Open the Sample Account',
  icon: 'beaker',
  effect: 'reads',
  palette: 'always',
  views: [{ on: 'explorer', at: '1_add@3' }],
};

const showOverview = openExplanation('account');

/** Opens the sample account, a Batch service on this machine with a failing workload, and shows its failures. */
export const run: Command = async (services) => {
  const account = await services.openSample();
  const resource = { kind: 'account', accountId: account.id } as const;
  await services.trees.reveal(resource);
  await showOverview(services, [resource]);
  return account.id;
};
