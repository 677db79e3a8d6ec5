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
  /** The host that the user has just confirmed by name for this kind of credential, if confirmation was necessary. */
  readonly confirmedHost?: string;
};

/** The accounts that the user has added, and the open store of each. */
export interface Accounts {
  readonly all: readonly Account[];
  readonly onDidChangeAccounts: Event<void>;
  readonly onDidChangeData: Event<StoreChange>;
  readonly onDidAttempt: Event<Attempt>;
  /** Opens the account's store: loads the service bundle and the credential on first use. Throws `BatchError`. */
  getStore(accountId: string): Promise<AccountStore>;
  /** Returns the account's store; undefined if the store is not open yet. */
  findStore(accountId: string): AccountStore | undefined;
  /**
   * Opens a separate store for the account, for requests of a special kind. Its attempts are reported as usual
   * (`onDidAttempt`), but its data changes are not. The caller must dispose of the store. Throws `BatchError`.
   */
  openApart(accountId: string, apart: ApartOptions): Promise<AccountStore>;
  /** Checks that the service responds and accepts the credential; otherwise, throws the error. Saves nothing. */
  verify(account: Account, credential: AccountCredential, signal?: AbortSignal): Promise<void>;
  /**
   * Checks whether the user must confirm the account's host by name before a credential of this kind is sent there,
   * because the host isn't Azure's and hasn't been confirmed yet. Throws `UnconfirmedHost` in Restricted Mode, where
   * there is no prompt.
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
  /** Explains why the account refuses changes, or changes that need `right`; undefined if changes are allowed. */
  whyRefused(accountId: string, right?: Right): string | undefined;
  /** Lists the rights that the user is known to lack in an account. */
  listMissing(accountId: string): readonly Right[];
  /** Changes the user's settings for an account: sets the defined settings and removes the undefined ones. */
  wish(
    accountId: string,
    wishes: { readonly [Name in keyof AccountWishes]: AccountWishes[Name] | undefined },
  ): Promise<void>;
  /** Forgets the account, its secret and the confirmation of its host. */
  remove(accountId: string): Promise<void>;
}

/** The accounts, as a dependency of functions that read them. */
export interface WithAccounts {
  readonly accounts: Accounts;
}

/** Returns the displayed name of an account, or its ID if the account is not in the explorer. */
export function nameAccount({ all }: Pick<Accounts, 'all'>, accountId: string): string {
  const account = all.find(({ id }) => id === accountId);
  return account === undefined ? accountId : toShownName(account);
}

/**
 * Explains why nothing in an account may be changed, as a sentence; undefined when changes are allowed. `isSet` is the
 * value of the setting.
 */
export function explainReadOnly(account: Account | undefined, isSet: boolean): string | undefined {
  if (isSet) return l10n.t('Nothing can be changed because the {0} setting is on.', '“azureBatch.readOnly”');
  if (account?.isReadOnly !== true) return undefined;
  return l10n.t('Account {0} is read-only. To make changes, select Allow Changes in its menu.', toShownName(account));
}
