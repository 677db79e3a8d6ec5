import * as l10n from '@vscode/l10n';
import { ProgressLocation } from 'vscode';
import type { Accounts } from '../../app/accounts/accounts.ts';
import { showAll } from '../../app/accounts/subscriptionFilter.ts';
import { askToAdd, describePath } from '../../app/actions/account/confirmAdding.ts';
import type { WithUi } from '../../app/ui.ts';
import { type Account, toShownName } from '../../core/model/account.ts';
import { BatchError, toInvalidInput } from '../../core/model/batchError.ts';
import { Cancelled } from '../../core/model/cancelled.ts';
import type { ResourceIdAddress } from '../../core/places/address.ts';
import { type ResourceId, readAccountId } from '../../core/places/resourceId.ts';
import type { CommandServices } from '../commands/command.ts';
import { withProgress } from '../ui/window.ts';
import { AccountSearch, listKnownSearchers, type Searcher } from './accountSearch.ts';
import { openChosen } from './openChosen.ts';
import type { ChosenAccount } from './pickAccounts.ts';
import { signIn } from './signIn.ts';

/**
 * Finds the account with a Resource Manager ID: an account in the explorer, or one that a user signed in to VS Code can
 * see, which is added after the user confirms; otherwise the user signs in and chooses. An account with the same name
 * counts as different unless its subscription and resource group are known to match, or the user confirms it. Throws
 * `Cancelled`, and `InvalidInput` if the account was not found.
 */
export async function findByResourceId(services: CommandServices, address: ResourceIdAddress): Promise<Account> {
  const named = await readNamed(services, address.account);
  if (named.same !== undefined) return named.same;
  const found = await findInAzure(address.account);
  // Hosts are unique in Azure.
  const there = services.accounts.all.find(({ id }) => id === found?.found.host);
  if (there !== undefined) return there;
  if (found === undefined && named.unplaced.length > 0) {
    const meant = await askWhetherMeant(services, address, named.unplaced);
    if (meant !== undefined) return meant;
  } else await ask(services, address, found, named.others);
  if (found === undefined) await signIn(services, []);
  else await openChosen(services, [found]);
  const { same, unplaced } = await readNamed(services, address.account);
  if (same !== undefined) return same;
  const added = unplaced.filter(({ id }) => !named.unplaced.some((known) => known.id === id));
  const meant = added.length > 0 ? await askWhetherMeant(services, address, added) : undefined;
  if (meant !== undefined) return meant;
  throw toInvalidInput(
    l10n.t(
      "The Batch account {name} in resource group {group} isn't in the explorer. Sign in as a user who has a role on it, or add it by its endpoint.",
      { name: address.account.name, group: address.account.resourceGroup },
    ),
  );
}

/** The accounts in the explorer that have the wanted name, which is unique only within a region. */
interface Named {
  readonly same: Account | undefined;
  /** Resource IDs of accounts that are known to be different. */
  readonly others: readonly ResourceId[];
  /** Accounts whose subscription is unknown, as when only keys are used. */
  readonly unplaced: readonly Account[];
}

async function readNamed({ accounts }: CommandServices, wanted: ResourceId): Promise<Named> {
  const named = accounts.all.filter(({ name, endpoint }) =>
    [name, new URL(endpoint).hostname.split('.')[0]].some((own) => isSameName(own, wanted.name)),
  );
  const read = await Promise.all(named.map(async (account) => ({ account, id: await readId(accounts, account) })));
  return {
    same: read.find(({ id }) => id !== undefined && isSameAccount(id, wanted))?.account,
    others: read.flatMap(({ id }) => (id === undefined ? [] : [id])),
    unplaced: read.flatMap(({ account, id }) => (id === undefined ? [account] : [])),
  };
}

/** Reads the current ID from Resource Manager, or returns the last known one; undefined if neither is known. */
async function readId(accounts: Pick<Accounts, 'getStore'>, account: Account): Promise<ResourceId | undefined> {
  const id = (await readIdNow(accounts, account)) ?? account.resourceId;
  return id === undefined ? undefined : readAccountId(id);
}

async function readIdNow(accounts: Pick<Accounts, 'getStore'>, { id }: Account): Promise<string | undefined> {
  try {
    const answer = await (await accounts.getStore(id)).service.quotas.getQuotas();
    return 'limits' in answer ? answer.limits.id : undefined;
  } catch (error) {
    if (!BatchError.is(error)) throw error;
    return undefined;
  }
}

/** Azure ignores case in IDs. */
function isSameAccount(one: ResourceId, other: ResourceId): boolean {
  return (
    isSameName(one.subscriptionId, other.subscriptionId) &&
    isSameName(one.resourceGroup, other.resourceGroup) &&
    isSameName(one.name, other.name)
  );
}

function toHost({ endpoint }: Account): string {
  return new URL(endpoint).host;
}

function isSameName(one: string | undefined, other: string): boolean {
  return one?.toLowerCase() === other.toLowerCase();
}

/**
 * Asks whether an account in the explorer is the one that an address names, because nothing else shows it. Enter does
 * not confirm. Returns undefined if the user prefers to sign in. Throws `Cancelled`.
 */
async function askWhetherMeant(
  services: WithUi,
  { account, resource }: ResourceIdAddress,
  unplaced: readonly Account[],
): Promise<Account | undefined> {
  const byButton = new Map(unplaced.map((one) => [l10n.t('Open {0}', toHost(one)), one]));
  const detail = [
    l10n.t(
      'The subscription of the account in the explorer is unknown, so it may be a different account with the same name.',
    ),
    '',
    l10n.t('The address refers to:'),
    l10n.t('Resource group: {0}', account.resourceGroup),
    l10n.t('Subscription: {0}', account.subscriptionId),
    ...describePath(resource),
    '',
    l10n.t('The explorer has:'),
    ...unplaced.map((one) => l10n.t('Account {name}, host {host}', { name: toShownName(one), host: toHost(one) })),
    '',
    l10n.t('To open the account in that subscription, sign in.'),
  ];
  const signInInstead = l10n.t('Sign In');
  const question = {
    message: l10n.t('Is the Batch account {name} in the explorer the one that the address refers to?', {
      name: account.name,
    }),
    detail: detail.join('\n'),
  };
  const answer = await services.ui.askWhich(question, [signInInstead, ...byButton.keys()]);
  if (answer === undefined) throw new Cancelled();
  return byButton.get(answer);
}

/** Searches the accounts visible to users signed in to VS Code, without showing a prompt. */
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
    const account = search.accounts.find(({ resourceId }) => isSameName(resourceId, wanted.id));
    return account && { found: account, searcher };
  };
  const enough = new AbortController();
  try {
    await search.look('silent', { signal: AbortSignal.any([signal, enough.signal]) }, () => {
      if (found() !== undefined) enough.abort();
    });
  } catch (error) {
    // If one search fails, the others continue; searches also end once the account is found.
    if (!BatchError.is(error) && !Cancelled.is(error)) throw error;
  }
  if (signal.aborted) throw new Cancelled();
  return found();
}

async function ask(
  services: WithUi,
  { account, resource }: ResourceIdAddress,
  found: ChosenAccount | undefined,
  others: readonly ResourceId[],
): Promise<void> {
  const host = found?.found.host;
  const named = {
    name: account.name,
    facts: [
      ...(host === undefined ? [] : [l10n.t('Host: {0}', host)]),
      l10n.t('Resource group: {0}', account.resourceGroup),
      l10n.t('Subscription: {0}', found?.found.subscription.name ?? account.subscriptionId),
      ...others.map(({ name, resourceGroup, subscriptionId }) =>
        l10n.t(
          'The account {name} in the explorer is a different one: resource group {group}, subscription {subscription}',
          { name, group: resourceGroup, subscription: subscriptionId },
        ),
      ),
    ],
    note:
      found === undefined
        ? l10n.t('None of the accounts signed in to VS Code can see it. Sign in with one that can.')
        : l10n.t("It's visible to {0}.", found.searcher.user?.label ?? ''),
  };
  await askToAdd(services, named, resource, [found === undefined ? l10n.t('Sign In') : l10n.t('Add')]);
}
