import type { Command, Contribution } from '../verb/contribution.ts';
import { toScopeTarget } from './scopeArgument.ts';

export const contribution: Contribution = {
  title: 'Try Again',
  icon: 'refresh',
  effect: 'reads',
  palette: 'never',
  rows: [
    { on: 'error', at: 'inline@1' },
    { on: 'error', at: '1_look@1' },
  ],
};

/** Reloads a branch of the explorer that failed to load and, if that succeeds, other failed branches of its account. */
export const run: Command = async ({ accounts }, args) => {
  const target = toScopeTarget(args);
  if (target === undefined) return;
  const store = await accounts.getStore(target.accountId);
  // Load branches that were never loaded, which the explorer shows as loading; refresh the others.
  if (store.snapshot.slice(target.scope).loadedAt === undefined) await store.load(target.scope);
  else await store.refresh([target.scope]);
  if (store.snapshot.slice(target.scope).error === undefined) await store.reloadFailed();
};
