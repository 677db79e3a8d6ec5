import { BatchError } from '../../core/model/batchError.ts';
import type { Resource } from '../../core/model/resource.ts';
import type { Accounts } from '../accounts/accounts.ts';

/**
 * Refuses a command that changes something before it asks anything: throws `ReadOnly` when it was called on something
 * that may not be changed, or, called on nothing, when no account may be.
 */
export function refuseReadOnly(
  accounts: Pick<Accounts, 'all' | 'whyReadOnly'>,
  resources: readonly Pick<Resource, 'accountId'>[],
): void {
  const reasons = (resources.length === 0 ? accounts.all.map(({ id }) => id) : resources.map(toAccountId)).map((id) =>
    accounts.whyReadOnly(id),
  );
  const [first] = reasons.filter((reason) => reason !== undefined);
  const isRefused = resources.length === 0 ? reasons.every((reason) => reason !== undefined) : true;
  if (first !== undefined && isRefused) throw toRefusal(first);
}

/** The accounts as a command that changes something has them: one that is read-only can't be opened by it. */
export function withoutReadOnly(accounts: Accounts): Accounts {
  return {
    get all() {
      return accounts.all;
    },
    onDidChangeAccounts: accounts.onDidChangeAccounts,
    onDidChangeData: accounts.onDidChangeData,
    onDidAttempt: accounts.onDidAttempt,
    async getStore(accountId) {
      const why = accounts.whyReadOnly(accountId);
      if (why !== undefined) throw toRefusal(why);
      return accounts.getStore(accountId);
    },
    findStore: (accountId) => accounts.findStore(accountId),
    verify: (account, credential, signal) => accounts.verify(account, credential, signal),
    needsConfirmation: (account, kind) => accounts.needsConfirmation(account, kind),
    add: (account, credential) => accounts.add(account, credential),
    whyReadOnly: (accountId) => accounts.whyReadOnly(accountId),
    setReadOnly: (accountId, isReadOnly) => accounts.setReadOnly(accountId, isReadOnly),
    remove: (accountId) => accounts.remove(accountId),
  };
}

function toAccountId({ accountId }: Pick<Resource, 'accountId'>): string {
  return accountId;
}

function toRefusal(message: string): BatchError {
  return new BatchError({ code: 'ReadOnly', message });
}
