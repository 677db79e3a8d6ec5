import type { Command } from '../command.ts';

/** Opens the sample account: a Batch service on this machine with a broken workload in it. */
export const openSampleAccount: Command = async (services) => {
  const account = await services.openSample();
  await services.reveal({ kind: 'account', accountId: account.id });
  return account.id;
};
