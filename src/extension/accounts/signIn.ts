import { run as addWithKey } from '../../app/actions/account/addWithKey.ts';
import { toResources } from '../../app/actions/targets/targets.ts';
import type { Account } from '../../core/model/account.ts';
import { Cancelled } from '../../core/model/cancelled.ts';
import type { CommandServices } from '../commands/command.ts';
import type { Searcher } from './accountSearch.ts';
import { addFromEnvironment } from './addFromEnvironment.ts';
import { openChosen } from './openChosen.ts';
import { pickAccounts } from './pickAccounts.ts';
import { selectSubscriptions } from './selectSubscriptions.ts';
import { signInAgain, signInToEndpoint } from './signInToEndpoint.ts';

/**
 * Signs in to Azure and lets the user pick from the Batch accounts found there. If called on an account in the
 * explorer, signs in to that account again; if called with an endpoint, signs in to the account there.
 */
export async function signIn(services: CommandServices, args: readonly unknown[]): Promise<unknown> {
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
}

/** Canceling the choice of subscriptions returns to the list of accounts. */
function unlessCancelled(error: unknown): void {
  if (!Cancelled.is(error)) throw error;
}

function findKnown(services: CommandServices, args: readonly unknown[]): Account | undefined {
  const [given] = toResources(args);
  if (given === undefined) return undefined;
  return services.accounts.all.find((account) => account.id === given.accountId && account.authentication !== 'sample');
}
