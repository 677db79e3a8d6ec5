import type { Command, Contribution } from '../verb/contribution.ts';
import { toScopeTarget } from './scopeArgument.ts';

export const contribution: Contribution = { title: 'Load More', effect: 'reads', palette: 'never' };

/** Loads the next page of a list, for the explorer's "Load more" row. */
export const run: Command = async ({ accounts }, args) => {
  const target = toScopeTarget(args);
  if (target !== undefined) await (await accounts.getStore(target.accountId)).loadMore(target.scope);
};
