import * as l10n from '@vscode/l10n';
import { run as addWithKey } from '../../../app/actions/account/addWithKey.ts';
import { toResources } from '../../../app/actions/targets/targets.ts';
import type { RemedyContribution } from '../../../app/actions/verb/contribution.ts';
import type { Account } from '../../../core/model/account.ts';
import { Cancelled } from '../../../core/model/cancelled.ts';
import type { Searcher } from '../../accounts/accountSearch.ts';
import type { Command, CommandServices } from '../command.ts';
import { addFromEnvironment } from './addFromEnvironment.ts';
import { openChosen } from './openChosen.ts';
import { pickAccounts } from './pickAccounts.ts';
import { selectSubscriptions } from './selectSubscriptions.ts';
import { signInAgain, signInToEndpoint } from './signInToEndpoint.ts';

export const contribution: RemedyContribution = {
  title: 'Sign In to Azure…',
  icon: 'sign-in',
  effect: 'reads',
  palette: 'always',
  remedy: () => l10n.t('Sign In'),
  rows: [
    { on: 'account', if: ['signedOut', 'keyRefused'], at: '4_connect@1' },
    { on: 'account', if: 'signedOut', at: 'inline@1' },
  ],
  views: [{ on: 'explorer', at: '1_add@1' }],
};

/**
 * Signs in to Azure and lets the user pick from the Batch accounts found there. If called on an account in the
 * explorer, signs in to that account again; if called with an endpoint, signs in to the account there.
 */
export const run: Command = async (services, args) => {
  const known = findKnown(services, args);
  if (known !== undefined) return signInAgain(services, known);
  const [endpoint] = args;
  if (typeof endpoint === 'string') return signInToEndpoint(services, endpoint);
  for (let searchers: readonly Searcher[] = []; ; ) {
    const ways = {
      byEndpoint: (all: CommandServices) => signInToEndpoint(all),
      byKey: addWithKey,
      byEnvironment: addFromEnvironment,
    };
    const choice = await pickAccounts(services, ways, searchers);
    if ('instead' in choice) return choice.instead(services, []);
    if ('accounts' in choice) return openChosen(services, choice.accounts);
    searchers = choice.filterFor;
    await selectSubscriptions(services, async () => choice.filterFor).catch(unlessCancelled);
  }
};

/** Canceling the choice of subscriptions returns to the list of accounts. */
function unlessCancelled(error: unknown): void {
  if (!Cancelled.is(error)) throw error;
}

function findKnown(services: CommandServices, args: readonly unknown[]): Account | undefined {
  const [given] = toResources(args);
  if (given === undefined) return undefined;
  return services.accounts.all.find((account) => account.id === given.accountId && account.authentication !== 'sample');
}
