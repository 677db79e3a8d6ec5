import * as l10n from '@vscode/l10n';
import { BatchError } from '../../../core/model/batchError.ts';
import type { Resource } from '../../../core/model/resource.ts';
import type { Right } from '../../../core/model/right.ts';
import { plural } from '../../../core/text/plural.ts';
import { asCount } from '../../../core/words/numbers.ts';
import type { Accounts } from '../../accounts/accounts.ts';

/**
 * Refuses a command that changes something, before it asks anything, if its items may not be changed or, for a command
 * without items, if no account may be changed. Throws `ReadOnly`, or `RoleMissing` when the needed right is missing.
 */
export function refuseReadOnly(
  accounts: Pick<Accounts, 'all' | 'whyRefused'>,
  resources: readonly Pick<Resource, 'accountId'>[],
  needs?: Right,
): void {
  const ids = resources.length === 0 ? accounts.all.map(({ id }) => id) : resources.map(toAccountId);
  const refusals = [...new Set(ids)].map((id) => findRefusal(accounts, id, needs));
  const isRefused = resources.length === 0 ? refusals.every((refusal) => refusal !== undefined) : true;
  const refusal = joinRefusals(refusals.filter((one) => one !== undefined));
  if (refusal !== undefined && isRefused) throw refusal;
}

const maxShown = 3;

function joinRefusals(refusals: readonly BatchError[]): BatchError | undefined {
  const [first] = refusals;
  const all = [...new Set(refusals.map(({ message }) => message))];
  if (first === undefined || all.length === 1) return first;
  const more = plural(Math.max(0, all.length - maxShown), {
    '=0': '',
    one: l10n.t('This is also refused for {count} more account.', asCount(all.length - maxShown)),
    other: l10n.t('This is also refused for {count} more accounts.', asCount(all.length - maxShown)),
  });
  const message = [...all.slice(0, maxShown), more].filter((sentence) => sentence !== '').join(' ');
  return new BatchError({
    code: first.code,
    message,
    ...(first.missing === undefined ? {} : { missing: first.missing }),
  });
}

/** Wraps the accounts for a command that changes something. Opening an account that refuses changes throws. */
export function withoutReadOnly(accounts: Accounts, needs?: Right): Accounts {
  return {
    get all() {
      return accounts.all;
    },
    onDidChangeAccounts: accounts.onDidChangeAccounts,
    onDidChangeData: accounts.onDidChangeData,
    onDidAttempt: accounts.onDidAttempt,
    async getStore(accountId) {
      const refusal = findRefusal(accounts, accountId, needs);
      if (refusal !== undefined) throw refusal;
      return accounts.getStore(accountId);
    },
    openApart: (accountId, apart) => {
      const refusal = findRefusal(accounts, accountId, needs);
      return refusal === undefined ? accounts.openApart(accountId, apart) : Promise.reject(refusal);
    },
    findStore: (accountId) => accounts.findStore(accountId),
    verify: (account, credential, signal) => accounts.verify(account, credential, signal),
    needsConfirmation: (account, kind) => accounts.needsConfirmation(account, kind),
    add: (account, credential) => accounts.add(account, credential),
    whyRefused: (accountId, right) => accounts.whyRefused(accountId, right),
    findPortal: (accountId) => accounts.findPortal(accountId),
    listMissing: (accountId) => accounts.listMissing(accountId),
    wish: (accountId, wishes) => accounts.wish(accountId, wishes),
    remove: (accountId) => accounts.remove(accountId),
  };
}

/**
 * Adapts the services for a command that needs a right only for some items. Refuses the command before it asks
 * anything, as `refuseReadOnly` does, and when it opens an account without that right. Throws `BatchError`.
 */
export async function withRight<S extends { readonly accounts: Accounts }>(
  services: S,
  right: Right,
  resources: readonly Pick<Resource, 'accountId'>[],
): Promise<S> {
  await learnRights(services.accounts, resources);
  refuseReadOnly(services.accounts, resources, right);
  return { ...services, accounts: withoutReadOnly(services.accounts, right) };
}

/** Waits until the missing rights in the accounts of `resources` are known, unless that takes a long time. */
export async function learnRights(
  accounts: Pick<Accounts, 'findStore'>,
  resources: readonly Pick<Resource, 'accountId'>[],
): Promise<void> {
  const ids = new Set(resources.map(toAccountId));
  await Promise.all([...ids].map(async (id) => accounts.findStore(id)?.service.rights.learn()));
}

function toAccountId({ accountId }: Pick<Resource, 'accountId'>): string {
  return accountId;
}

function findRefusal(
  accounts: Pick<Accounts, 'whyRefused'>,
  accountId: string,
  right: Right | undefined,
): BatchError | undefined {
  const message = accounts.whyRefused(accountId, right);
  if (message === undefined) return undefined;
  return right === undefined || accounts.whyRefused(accountId) !== undefined
    ? new BatchError({ code: 'ReadOnly', message })
    : new BatchError({ code: 'RoleMissing', message, missing: { accountId, right } });
}
