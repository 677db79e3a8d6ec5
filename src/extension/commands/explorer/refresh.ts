import { toKind } from '../../../core/model/resourceChain.ts';
import type { Command } from '../command.ts';
import type { Contribution } from '../contribution.ts';
import { toResources } from '../targets.ts';

export const contribution: Contribution = {
  title: 'Refresh',
  icon: 'refresh',
  effect: 'reads',
  rows: [{ on: 'account', at: '1_look@1' }],
  views: [{ on: 'everyView', at: 'navigation@2' }],
};

/** Loads again what is loaded of every open account, or of the accounts it is called on. */
export const run: Command = async ({ accounts }, args) => {
  const given = toResources(args).flatMap((resource) => toKind('account', resource)?.accountId ?? []);
  const ids = given.length > 0 ? new Set(given) : new Set(accounts.all.map((account) => account.id));
  await Promise.all([...ids].map(async (id) => accounts.findStore(id)?.refresh()));
};
