import * as l10n from '@vscode/l10n';
import type { Clock } from '../../core/clock.ts';
import { type Disposable, Emitter, type Event } from '../../core/event.ts';
import { type Account, type AccountWishes, toShownName } from '../../core/model/account.ts';
import { BatchError, toInvalidInput } from '../../core/model/batchError.ts';
import { toHostKind } from '../../core/model/credentialTarget.ts';
import { definedOnly } from '../../core/model/defined.ts';
import type { Right } from '../../core/model/right.ts';
import { findPortal } from '../../core/places/portalPage.ts';
import { describeError } from '../../core/text/describeError.ts';
import type { Attempt } from '../../service/ports.ts';
import type { AccountStore, StoreChange } from '../../service/store/accountStore.ts';
import type { Secrets, State } from '../ports.ts';
import { AccountKeys, type KeyLife } from './accountKeys.ts';
import { type AccountCredential, type Accounts, explainReadOnly } from './accounts.ts';
import { OtherWindows } from './changesOfOtherWindows.ts';
import type { ApartOptions, OpenRequest } from './openStore.ts';
import { readAccounts, refuseNewerState, saveStateVersion, writeAccounts } from './savedAccounts.ts';

interface Opened {
  readonly account: Account;
  readonly key: string | undefined;
  readonly confirmedHost?: string | undefined;
  readonly resourceManager?: OpenRequest['resourceManager'];
}

/** The dependencies of the registry; tests pass their own. */
export interface RegistryParts {
  readonly state: State;
  readonly secrets: Secrets;
  readonly clock: Clock;
  readonly log: { info(entry: string): void; warn(entry: string): void };
  readonly openStore: (request: OpenRequest) => AccountStore;
  readonly startSample: () => Promise<Opened>;
  readonly sampleId: string;
  /** Returns true when the user trusts the folder that is open in this window. */
  readonly isTrusted: () => boolean;
  readonly isReadOnly: () => boolean;
  readonly onDidChangeReadOnly: Event<void>;
  /** Returns the portal of the private cloud that contains the account at this endpoint, if any. */
  readonly findOwnPortal: (endpoint: string) => string | undefined;
}

/**
 * Saved accounts, their keys in secret storage, and their stores in memory. Each account has one store, opened when it
 * is first needed. The sample account belongs to this window only and is not saved.
 */
export class AccountRegistry implements Accounts, Disposable {
  readonly #parts: RegistryParts;
  readonly #keys: AccountKeys;
  readonly #opening = new Map<string, Promise<AccountStore>>();
  readonly #open = new Map<string, AccountStore>();
  readonly #accountsChanged = new Emitter<void>();
  readonly #dataChanged = new Emitter<StoreChange>();
  readonly #attempted = new Emitter<Attempt>();
  readonly onDidChangeAccounts = this.#accountsChanged.event;
  readonly onDidChangeData = this.#dataChanged.event;
  readonly onDidAttempt = this.#attempted.event;
  /** The key that each open store was opened with; undefined for stores without a key. */
  readonly #keysInUse = new Map<string, string | undefined>();
  readonly #others: OtherWindows;
  readonly #following: Disposable;
  #saved: readonly Account[];
  #sample: Account | undefined;

  constructor(parts: RegistryParts) {
    this.#parts = parts;
    this.#keys = new AccountKeys(parts.secrets, parts.state);
    this.#others = new OtherWindows(
      parts.clock,
      parts.secrets,
      () => this.#followOthers(),
      () => this.#hasChanged(),
    );
    this.#following = parts.onDidChangeReadOnly(() => this.#accountsChanged.fire());
    this.#saved = readAccounts(parts.state);
  }

  get all(): readonly Account[] {
    const saved = readAccounts(this.#parts.state);
    const all = this.#sample === undefined ? saved : [this.#sample, ...saved];
    return all.toSorted((one, other) => Number(other.isPinned ?? false) - Number(one.isPinned ?? false));
  }

  findStore(accountId: string): AccountStore | undefined {
    return this.#open.get(accountId);
  }

  getStore(accountId: string): Promise<AccountStore> {
    const known = this.#opening.get(accountId);
    if (known !== undefined) return known;
    const opening = this.#openAndKeep(accountId, () => this.#opening.get(accountId) === opening);
    this.#opening.set(accountId, opening);
    opening.catch(() => this.#forget(accountId, opening));
    return opening;
  }

  /** Starts the sample account, adds it to the registry on the first call, and returns it. */
  async openSample(): Promise<Account> {
    const { account } = await this.#parts.startSample();
    if (this.#sample === undefined) {
      this.#sample = account;
      this.#accountsChanged.fire();
    }
    return account;
  }

  async verify(account: Account, credential: AccountCredential, signal?: AbortSignal): Promise<void> {
    const key = credential.kind === 'sharedKey' ? credential.key : undefined;
    const remembered = await this.#findConfirmedHost(account, credential.kind);
    const confirmedHost = credential.confirmedHost ?? remembered;
    const store = this.#openStore({ account, key, confirmedHost }, 'interactive');
    try {
      await store.service.verify(signal === undefined ? {} : { signal });
    } finally {
      store.dispose();
    }
  }

  async openApart(accountId: string, apart: ApartOptions): Promise<AccountStore> {
    return this.#openStore(await this.#resolve(accountId), 'interactive', apart);
  }

  async needsConfirmation(account: Account, kind: AccountCredential['kind']): Promise<boolean> {
    if (toHostKind(account.endpoint) !== 'other') return false;
    return (await this.#findConfirmedHost(account, kind)) === undefined;
  }

  async add(added: Account, credential: AccountCredential): Promise<KeyLife> {
    const { secrets, state } = this.#parts;
    refuseNewerState(state);
    const saved = readAccounts(state);
    const known = saved.find(({ id }) => id === added.id);
    // Signing in another way keeps the user's settings for the account.
    const account = definedOnly<Account>({ ...added, ...findWishes(known) });
    if (credential.confirmedHost !== undefined) await secrets.store(toConfirmationName(account.id), credential.kind);
    let keyLife: KeyLife = 'kept';
    if (credential.kind === 'sharedKey') keyLife = await this.#keys.store(account.id, credential.key);
    else await this.#keys.forget(account.id);
    if (
      known !== undefined &&
      JSON.stringify(known) === JSON.stringify(account) &&
      this.#isInUse(account.id, credential)
    )
      return keyLife;
    await this.#save(known === undefined ? [...saved, account] : saved.map((one) => (one === known ? account : one)));
    await saveStateVersion(state);
    this.#close(account.id);
    this.#accountsChanged.fire();
    return keyLife;
  }

  async remove(accountId: string): Promise<void> {
    const { secrets, state } = this.#parts;
    if (accountId !== this.#sample?.id) refuseNewerState(state);
    await this.#keys.forget(accountId);
    await secrets.delete(toConfirmationName(accountId));
    await this.#save(readAccounts(state).filter(({ id }) => id !== accountId));
    if (accountId === this.#sample?.id) this.#sample = undefined;
    this.#close(accountId); // Close the store last, because a request for it during the deletion of the secrets would open another one.
    this.#accountsChanged.fire();
  }

  findPortal(accountId: string): string | undefined {
    const account = this.all.find(({ id }) => id === accountId && id !== this.#sample?.id);
    return account && (findPortal(new URL(account.endpoint).host) ?? this.#parts.findOwnPortal(account.endpoint));
  }

  whyRefused(accountId: string, right?: Right): string | undefined {
    const why = explainReadOnly(
      this.all.find(({ id }) => id === accountId),
      this.#parts.isReadOnly(),
    );
    if (why !== undefined || right === undefined) return why;
    return this.findStore(accountId)?.service.rights.whyMissing(right);
  }

  listMissing(accountId: string): readonly Right[] {
    return this.findStore(accountId)?.service.rights.missing ?? [];
  }

  async wish(accountId: string, wishes: Parameters<Accounts['wish']>[1]): Promise<void> {
    const change = (account: Account): Account =>
      account.id === accountId ? definedOnly<Account>({ ...account, ...wishes }) : account;
    if (this.#sample !== undefined) this.#sample = change(this.#sample);
    await this.#save(readAccounts(this.#parts.state).map(change));
    // Close the store, so that data that could not be read before is requested again.
    if ('storageHosts' in wishes) this.#close(accountId);
    this.#updateStores();
    this.#accountsChanged.fire();
  }

  /** Updates the account in each open store, so that everything shows the user's current name for it. */
  #updateStores(): void {
    for (const account of this.all) {
      const store = this.#open.get(account.id);
      if (store !== undefined) store.account = account;
    }
  }

  /** Lets views try again to open accounts that could not be opened. */
  retryClosed(): void {
    this.#accountsChanged.fire();
  }

  dispose(): void {
    this.#others.dispose();
    this.#following.dispose();
    for (const id of [...this.#opening.keys()]) this.#close(id);
    this.#accountsChanged.dispose();
    this.#dataChanged.dispose();
    this.#attempted.dispose();
  }

  #isInUse(accountId: string, credential: AccountCredential): boolean {
    return credential.kind === 'sharedKey' && this.#keysInUse.get(accountId) === credential.key;
  }

  async #save(accounts: readonly Account[]): Promise<void> {
    if (JSON.stringify(readAccounts(this.#parts.state)) !== JSON.stringify(accounts))
      refuseNewerState(this.#parts.state);
    this.#saved = accounts;
    await writeAccounts(this.#parts.state, accounts);
  }

  #hasChanged(): boolean {
    return JSON.stringify(readAccounts(this.#parts.state)) !== JSON.stringify(this.#saved);
  }

  /** Applies changes by another window: accounts added, changed or removed, and replaced keys. Never throws. */
  async #followOthers(): Promise<void> {
    const hasChanged = this.#hasChanged();
    const saved = readAccounts(this.#parts.state);
    const before = new Map(this.#saved.map((account) => [account.id, toOpening(account)]));
    const now = new Map(saved.map((account) => [account.id, toOpening(account)]));
    this.#saved = saved;
    const changed = [...before].filter(([id, account]) => now.get(id) !== account).map(([id]) => id);
    const replaced: string[] = [];
    for (const [id, key] of this.#keysInUse) if (await this.#keys.isReplaced(id, key)) replaced.push(id);
    for (const id of [...changed, ...replaced]) this.#close(id);
    this.#updateStores();
    if (hasChanged || replaced.length > 0) this.#accountsChanged.fire();
  }

  /** Opens an account and keeps its store. `isWanted` is called after each wait. */
  async #openAndKeep(accountId: string, isWanted: () => boolean): Promise<AccountStore> {
    const opened = await this.#resolve(accountId);
    const store = this.#openStore(opened, 'silent');
    if (!isWanted()) {
      store.dispose();
      throw toInvalidInput(l10n.t('Account {0} was removed while it was being opened.', toShownName(opened.account)));
    }
    store.onDidChange((change) => this.#dataChanged.fire(change));
    store.service.rights.onDidChange(() => this.#accountsChanged.fire());
    store.service.monitor.onDidLook(() => this.#accountsChanged.fire());
    this.#open.set(accountId, store);
    if (opened.account.authentication === 'sharedKey') this.#keysInUse.set(accountId, opened.key);
    return store;
  }

  #openStore(opened: Opened, prompting: OpenRequest['prompting'], apart?: ApartOptions): AccountStore {
    const { account } = opened;
    return this.#parts.openStore({
      ...opened,
      ...(apart === undefined ? {} : { apart }),
      prompting,
      whyReadOnly: () => this.whyRefused(account.id),
      onAttempt: (attempt) => this.#attempted.fire(attempt),
      onResourceId: (resourceId) => void this.#keepResourceId(account.id, resourceId),
      onVersion: (version) => this.#parts.log.info(`${account.id} uses API version ${version}`),
    });
  }

  /** Saves the resource ID found for an account, so that it is not searched for again. Runs in the background. */
  async #keepResourceId(accountId: string, resourceId: string): Promise<void> {
    const { state, log } = this.#parts;
    const place = (account: Account): Account => (account.id === accountId ? { ...account, resourceId } : account);
    try {
      await this.#save(readAccounts(state).map(place));
    } catch (error) {
      // Do not overwrite data saved by a newer version.
      log.warn(`${accountId}: ${describeError(error)}`);
    }
  }

  /** Returns the account and its key. Starts the sample account, so that its documents open again after a reload. */
  async #resolve(accountId: string): Promise<Opened> {
    const { sampleId, startSample, state } = this.#parts;
    if (accountId === sampleId) {
      await this.openSample();
      return startSample();
    }
    const account = readAccounts(state).find(({ id }) => id === accountId);
    if (account === undefined) {
      throw toInvalidInput(l10n.t("Account {0} isn't in the explorer. Add it first.", accountId));
    }
    const kind = account.authentication === 'sharedKey' ? 'sharedKey' : 'signIn';
    const confirmedHost = await this.#findConfirmedHost(account, kind);
    return { account, confirmedHost, key: kind === 'sharedKey' ? await this.#getKey(account) : undefined };
  }

  /**
   * Returns the account's host if it isn't Azure's and the user has confirmed it for this kind of credential.
   * Confirmations are saved with the secrets, where only this extension can write. Throws `UnconfirmedHost` in
   * Restricted Mode, where the open workspace itself may have added the account.
   */
  async #findConfirmedHost(account: Account, kind: AccountCredential['kind']): Promise<string | undefined> {
    if (toHostKind(account.endpoint) !== 'other') return undefined;
    const { host } = new URL(account.endpoint);
    if (!this.#parts.isTrusted()) {
      throw new BatchError({
        code: 'UnconfirmedHost',
        message: l10n.t(
          "{host} isn't an Azure Batch host. In Restricted Mode, keys and tokens aren't sent to other hosts. Trust this workspace first.",
          { host },
        ),
      });
    }
    const confirmed = await this.#parts.secrets.get(toConfirmationName(account.id));
    return confirmed === kind ? host : undefined;
  }

  async #getKey(account: Account): Promise<string> {
    const { id, authentication } = account;
    const key = await this.#keys.find(id);
    if (key !== undefined) return key;
    throw new BatchError({
      code: 'NotSignedIn',
      message: l10n.t(
        "The key for {name} was saved for the last session only, because VS Code can't use a system keyring. Enter the key again.",
        { name: toShownName(account) },
      ),
      wayIn: { accountId: id, authentication },
    });
  }

  #close(accountId: string): void {
    this.#opening.delete(accountId);
    this.#open.get(accountId)?.dispose();
    this.#open.delete(accountId);
    this.#keysInUse.delete(accountId);
  }

  #forget(accountId: string, opening: Promise<AccountStore>): void {
    if (this.#opening.get(accountId) === opening) this.#opening.delete(accountId);
  }
}

/** Serializes the properties that an account is opened with, which are all that its store depends on. */
function toOpening({ id, endpoint, name, authentication, tenantId, user, storageHosts }: Account): string {
  return JSON.stringify({ id, endpoint, name, authentication, tenantId, user, storageHosts });
}

function findWishes(known: Account | undefined): AccountWishes {
  const { isReadOnly, isPinned, label, storageHosts, agents } = known ?? {};
  return definedOnly<AccountWishes>({ isReadOnly, isPinned, label, storageHosts, agents });
}

function toConfirmationName(accountId: string): string {
  return `azureBatch.confirmedHost:${accountId}`;
}
