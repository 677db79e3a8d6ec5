import type { Contribution } from '../../../app/actions/contribution.ts';
import type { Command } from '../command.ts';

export const contribution: Contribution = {
  title: 'Open the Sample Account',
  icon: 'beaker',
  effect: 'reads',
  views: [{ on: 'explorer', at: '1_add@3' }],
};

/** Opens the sample account: a Batch service on this machine with a broken workload in it. */
export const run: Command = async (services) => {
  const account = await services.openSample();
  await services.trees.reveal({ kind: 'account', accountId: account.id });
  return account.id;
};
