import * as l10n from '@vscode/l10n';
import type { Event } from '../../core/event.ts';
import { type Account, type AccountWishes, toShownName } from '../../core/model/account.ts';
import type { Right } from '../../core/model/right.ts';
import type { Attempt } from '../../service/ports.ts';
import type { AccountStore, StoreChange } from '../../service/store/accountStore.ts';
import type { KeyLife } from './accountKeys.ts';
import type { ApartOptions } from './openStore.ts';

/** How a new account is authenticated: the secret goes to the secret storage, never into `Account`. */
export type AccountCredential = ({ readonly kind: 'sharedKey'; readonly key: string } | { readonly kind: 'signIn' }) & {
  /** The host that the user has just confirmed by name for this kind of credential, where one had to be. */
  readonly confirmedHost?: string;
};

/** The accounts that the user has added, and the open store of each. */
export interface Accounts {
  readonly all: readonly Account[];
  /** The set of accounts changed. */
  readonly onDidChangeAccounts: Event<void>;
  /** Something changed in the data of an account whose store is open. */
  readonly onDidChangeData: Event<StoreChange>;
  /** Every attempt of every request of every account. */
  readonly onDidAttempt: Event<Attempt>;
  /** Opens the account's store: loads the service bundle and the credential on first use. Throws `BatchError`. */
  getStore(accountId: string): Promise<AccountStore>;
  /** The store, if it is open already. */
  findStore(accountId: string): AccountStore | undefined;
  /**
   * Opens the account once more, beside its store, for what asks in a way of its own. Only its attempts are known elsewhere.
   * To be disposed of. Throws `BatchError`.
   */
  openApart(accountId: string, apart: ApartOptions): Promise<AccountStore>;
  /** Asks the service whether it is there and takes the credential; saves nothing. Throws what is wrong. */
  verify(account: Account, credential: AccountCredential, signal?: AbortSignal): Promise<void>;
  /**
   * Whether the user must confirm the account's host by name before such a credential is sent there: the host isn't
   * Azure's and hasn't been confirmed yet. Throws `UnconfirmedHost` in Restricted Mode, where there is no prompt.
   */
  needsConfirmation(account: Account, kind: AccountCredential['kind']): Promise<boolean>;
  /**
   * Saves a verified account, its secret and the host confirmation, replacing any account with the same id. Returns
   * whether the secret outlives this session.
   */
  add(account: Account, credential: AccountCredential): Promise<KeyLife>;
  /** The portal of the cloud that an account is in, without a path; undefined for one that is in none, as the sample is. */
  findPortal(accountId: string): string | undefined;
  /**
   * Why nothing in an account may be changed from here, or nothing that needs `right`, as sentences: the setting or the
   * account is read-only, or the user is known to lack the right. Undefined where changes are allowed.
   * `onDidChangeAccounts` fires when the reason changes.
   */
  whyRefused(accountId: string, right?: Right): string | undefined;
  /** The rights that the user is known not to have in an account. */
  listMissing(accountId: string): readonly Right[];
  /** Changes what the user wishes for an account: what is given, and undefined for what is wished no more. */
  wish(
    accountId: string,
    wishes: { readonly [Name in keyof AccountWishes]: AccountWishes[Name] | undefined },
  ): Promise<void>;
  /** Forgets the account, its secret and what was confirmed of its host. */
  remove(accountId: string): Promise<void>;
}

/** What a function needs that reads accounts. */
export interface WithAccounts {
  readonly accounts: Accounts;
}

/** What an account is called to the user: as in the explorer, or by its id where it is not there. */
export function nameAccount({ all }: Pick<Accounts, 'all'>, accountId: string): string {
  const account = all.find(({ id }) => id === accountId);
  return account === undefined ? accountId : toShownName(account);
}

/** Why nothing of an account may be changed, as a sentence; undefined where it may be. `isSet` is what the setting says. */
export function explainReadOnly(account: Account | undefined, isSet: boolean): string | undefined {
  if (isSet) return l10n.t('Nothing can be changed because the {0} setting is on.', '“azureBatch.readOnly”');
  if (account?.isReadOnly !== true) return undefined;
  return l10n.t('Account {0} is read-only. To make changes, select Allow Changes in its menu.', toShownName(account));
}
