import type { Command } from '../command.ts';
import { toScopeTarget } from './scopeArgument.ts';

/** Loads the next page of a list: what the row "Load more" of the explorer does. */
export const loadMore: Command = async ({ accounts }, args) => {
  const target = toScopeTarget(args);
  if (target !== undefined) await (await accounts.getStore(target.accountId)).loadMore(target.scope);
};
