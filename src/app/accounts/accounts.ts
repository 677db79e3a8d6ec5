import * as l10n from '@vscode/l10n';
import type { Event } from '../../core/event.ts';
import { type Account, type AccountWishes, toShownName } from '../../core/model/account.ts';
import type { Right } from '../../core/model/right.ts';
import type { Attempt } from '../../service/ports.ts';
import type { AccountStore, StoreChange } from '../../service/store/accountStore.ts';
import type { KeyLife } from './accountKeys.ts';
import type { ApartOptions } from './openStore.ts';

/** The credential of a new account; the secret goes to the secret storage, never into `Account`. */
export type AccountCredential = ({ readonly kind: 'sharedKey'; readonly key: string } | { readonly kind: 'signIn' }) & {
  /** The host that the user has just confirmed by name for this kind of credential, if that was necessary. */
  readonly confirmedHost?: string;
};

/** The accounts that the user has added, and the open store of each. */
export interface Accounts {
  readonly all: readonly Account[];
  /** Fires when the set of accounts has changed. */
  readonly onDidChangeAccounts: Event<void>;
  /** Fires when the data of an account with an open store has changed. */
  readonly onDidChangeData: Event<StoreChange>;
  /** Fires with every attempt of every request of every account. */
  readonly onDidAttempt: Event<Attempt>;
  /** Opens the account's store: loads the service bundle and the credential on first use. Throws `BatchError`. */
  getStore(accountId: string): Promise<AccountStore>;
  /** Returns the store, if it is already open. */
  findStore(accountId: string): AccountStore | undefined;
  /**
   * Opens the account once more, besides its store, for requests of a special kind. Only its attempts are reported
   * elsewhere. Must be disposed of. Throws `BatchError`.
   */
  openApart(accountId: string, apart: ApartOptions): Promise<AccountStore>;
  /** Checks that the service responds and accepts the credential; saves nothing. Throws the problem. */
  verify(account: Account, credential: AccountCredential, signal?: AbortSignal): Promise<void>;
  /**
   * Checks whether the user must confirm the account's host by name before such a credential is sent there: the host
   * isn't Azure's and hasn't been confirmed yet. Throws `UnconfirmedHost` in Restricted Mode, where there is no prompt.
   */
  needsConfirmation(account: Account, kind: AccountCredential['kind']): Promise<boolean>;
  /**
   * Saves a verified account, its secret and the host confirmation, replacing any account with the same ID. Returns
   * whether the secret outlives this session.
   */
  add(account: Account, credential: AccountCredential): Promise<KeyLife>;
  /**
   * Returns the portal of the account's cloud, without a path; undefined when there is none, as for the sample account.
   */
  findPortal(accountId: string): string | undefined;
  /**
   * Explains why nothing in an account may be changed by this extension, or nothing that needs `right`, as sentences:
   * the setting or the account is read-only, or the user is known to lack the right. Undefined when changes are
   * allowed. `onDidChangeAccounts` fires when the reason changes.
   */
  whyRefused(accountId: string, right?: Right): string | undefined;
  /** Lists the rights that the user is known to lack in an account. */
  listMissing(accountId: string): readonly Right[];
  /** Changes the user's settings for an account: sets the given ones, and removes those that are undefined. */
  wish(
    accountId: string,
    wishes: { readonly [Name in keyof AccountWishes]: AccountWishes[Name] | undefined },
  ): Promise<void>;
  /** Forgets the account, its secret and the confirmation of its host. */
  remove(accountId: string): Promise<void>;
}

/** For functions that read accounts. */
export interface WithAccounts {
  readonly accounts: Accounts;
}

/** Returns the displayed name of an account: that in the explorer, or the ID if it is not there. */
export function nameAccount({ all }: Pick<Accounts, 'all'>, accountId: string): string {
  const account = all.find(({ id }) => id === accountId);
  return account === undefined ? accountId : toShownName(account);
}

/**
 * Explains why nothing in an account may be changed, as a sentence; undefined when it may. `isSet` is the value of the
 * setting.
 */
export function explainReadOnly(account: Account | undefined, isSet: boolean): string | undefined {
  if (isSet) return l10n.t('Nothing can be changed because the {0} setting is on.', '“azureBatch.readOnly”');
  if (account?.isReadOnly !== true) return undefined;
  return l10n.t('Account {0} is read-only. To make changes, select Allow Changes in its menu.', toShownName(account));
}
