import type { Contribution } from '../../../app/actions/verb/contribution.ts';
import type { Account } from '../../../core/model/account.ts';
import { isSameSearcher, listKnownSearchers, type Searcher } from '../../accounts/accountSearch.ts';
import { selectSubscriptions } from '../../accounts/selectSubscriptions.ts';
import { findSignInCloud } from '../../accounts/signInCloud.ts';
import type { Command } from '../command.ts';

export const contribution: Contribution = {
  title: 'Select Tenants and Subscriptions…',
  icon: 'filter',
  effect: 'reads',
  palette: 'always',
  views: [{ on: 'explorer', at: '1_add@5' }],
};

/** Lets the user choose the tenants and subscriptions whose accounts are listed when they sign in. */
export const run: Command = (services) =>
  selectSubscriptions(services, async () => [...(await listKnownSearchers()), ...listOthers(services.accounts.all)]);

/** Lists the other ways to sign in that accounts in the explorer use, in the clouds of these accounts. */
function listOthers(accounts: readonly Account[]): readonly Searcher[] {
  const found: Searcher[] = [];
  for (const { authentication: kind, endpoint } of accounts) {
    const cloud = findSignInCloud(endpoint);
    if (cloud === undefined || kind === 'sharedKey' || kind === 'sample' || kind === 'microsoft') continue;
    if (!found.some((one) => isSameSearcher(one, { kind, cloud }))) found.push({ kind, cloud });
  }
  return found;
}
