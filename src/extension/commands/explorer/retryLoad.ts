import type { Command } from '../command.ts';
import type { Contribution } from '../contribution.ts';
import { toScopeTarget } from './scopeArgument.ts';

export const contribution: Contribution = {
  title: 'Try Again',
  icon: 'refresh',
  effect: 'reads',
  palette: 'never',
  rows: [{ on: 'error', at: 'inline@1' }],
};

/** Loads a branch of the explorer again that failed to load. */
export const run: Command = async ({ accounts }, args) => {
  const target = toScopeTarget(args);
  if (target !== undefined) await (await accounts.getStore(target.accountId)).refresh([target.scope]);
};
