import type { Command } from '../command.ts';
import { toScopeTarget } from './scopeArgument.ts';

/** Loads a branch of the explorer again that failed to load. */
export const retryLoad: Command = async ({ accounts }, args) => {
  const target = toScopeTarget(args);
  if (target !== undefined) await (await accounts.getStore(target.accountId)).refresh([target.scope]);
};
