import * as l10n from '@vscode/l10n';
import { ProgressLocation } from 'vscode';
import type { Account } from '../../../core/model/account.ts';
import { BatchError } from '../../../core/model/batchError.ts';
import { Cancelled } from '../../../core/model/cancelled.ts';
import type { ResourceIdAddress } from '../../../core/query/address.ts';
import type { ResourceId } from '../../../core/query/resourceId.ts';
import { AccountSearch, listKnownSearchers, type Searcher } from '../../accounts/accountSearch.ts';
import type { Accounts } from '../../accounts/accounts.ts';
import { showAll } from '../../accounts/subscriptionFilter.ts';
import { withProgress } from '../../window.ts';
import type { CommandServices } from '../command.ts';
import { askToAdd } from './askToAdd.ts';
import { openChosen } from './openChosen.ts';
import type { ChosenAccount } from './pickAccounts.ts';
import { run as signIn } from './signIn.ts';

/**
 * The account that Resource Manager knows by an id: one of the explorer, or one that whoever is signed in to VS Code sees,
 * which is added after a question; else the user signs in and chooses. Throws `Cancelled`, and `InvalidInput` where the
 * account was not found.
 */
export async function findByResourceId(services: CommandServices, address: ResourceIdAddress): Promise<Account> {
  const known = await findKnown(services, address.account);
  if (known !== undefined) return known;
  const found = await findInAzure(address.account);
  await ask(address, found);
  if (found === undefined) await signIn(services, []);
  else await openChosen(services, [found]);
  const opened = await findKnown(services, address.account);
  if (opened !== undefined) return opened;
  throw new BatchError({
    code: 'InvalidInput',
    message: l10n.t(
      'The Batch account {name} of resource group {group} is not in the explorer. Sign in as someone who has a role on it, or add it by its endpoint.',
      { name: address.account.name, group: address.account.resourceGroup },
    ),
  });
}

/**
 * The account of the explorer that has the id. One that nobody tells the id of, as where only keys are used, is taken by
 * its name, which is unique in a region.
 */
async function findKnown({ accounts }: CommandServices, wanted: ResourceId): Promise<Account | undefined> {
  const named = accounts.all.filter(({ name, endpoint }) =>
    [name, new URL(endpoint).hostname.split('.')[0]].some((own) => isSame(own, wanted.name)),
  );
  const ids = await Promise.all(named.map(async (account) => ({ account, id: await readId(accounts, account) })));
  const untold = ids.filter(({ id }) => id === undefined);
  return (ids.find(({ id }) => isSame(id, wanted.id)) ?? (untold.length === 1 ? untold[0] : undefined))?.account;
}

/** Undefined where Resource Manager does not tell, or is not asked. */
async function readId(accounts: Pick<Accounts, 'getStore'>, { id }: Account): Promise<string | undefined> {
  try {
    const answer = await (await accounts.getStore(id)).service.quotas.getQuotas();
    return 'limits' in answer ? answer.limits.id : undefined;
  } catch (error) {
    if (!BatchError.is(error)) throw error;
    return undefined;
  }
}

function isSame(one: string | undefined, other: string): boolean {
  return one?.toLowerCase() === other.toLowerCase();
}

/** Looks, without asking anybody anything, through what those see who are signed in to VS Code. */
async function findInAzure(wanted: ResourceId): Promise<ChosenAccount | undefined> {
  const title = l10n.t('Looking for the Batch account {0}', wanted.name);
  return withProgress(
    { location: ProgressLocation.Notification, title, cancellable: true },
    async (_progress, token) => {
      const ended = new AbortController();
      token.onCancellationRequested(() => ended.abort());
      for (const searcher of await listKnownSearchers()) {
        const found = await lookAs(searcher, wanted, ended.signal);
        if (found !== undefined) return found;
      }
      return undefined;
    },
  );
}

async function lookAs(searcher: Searcher, wanted: ResourceId, signal: AbortSignal): Promise<ChosenAccount | undefined> {
  const search = new AccountSearch(searcher, showAll);
  const found = (): ChosenAccount | undefined => {
    const account = search.accounts.find(({ resourceId }) => isSame(resourceId, wanted.id));
    return account && { found: account, searcher };
  };
  const enough = new AbortController();
  try {
    await search.look('silent', { signal: AbortSignal.any([signal, enough.signal]) }, () => {
      if (found() !== undefined) enough.abort();
    });
  } catch (error) {
    // Who does not see it leaves it to the next; that it was found ends the search, too.
    if (!BatchError.is(error) && !Cancelled.is(error)) throw error;
  }
  if (signal.aborted) throw new Cancelled();
  return found();
}

async function ask({ account, resource }: ResourceIdAddress, found: ChosenAccount | undefined): Promise<void> {
  const host = found?.found.host;
  const named = {
    name: account.name,
    facts: [
      ...(host === undefined ? [] : [l10n.t('Host: {0}', host)]),
      l10n.t('Resource group: {0}', account.resourceGroup),
      l10n.t('Subscription: {0}', found?.found.subscription.name ?? account.subscriptionId),
    ],
    note:
      found === undefined
        ? l10n.t('None of the accounts that are signed in to VS Code sees it. Sign in with one that does.')
        : l10n.t('It was found as {0}.', found.searcher.user?.label ?? ''),
  };
  await askToAdd(named, resource, [found === undefined ? l10n.t('Sign In') : l10n.t('Add')]);
}
