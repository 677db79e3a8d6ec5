import * as vscode from 'vscode';
import type { Account } from '../../core/model/account.ts';
import { BatchError } from '../../core/model/batchError.ts';
import type { Attempt } from '../../service/ports.ts';
import type { AccountStore, StoreChange } from '../../service/store/accountStore.ts';
import type { AccountCredential, Accounts } from './accounts.ts';
import type { OpenRequest } from './openStore.ts';
import { readAccounts, writeAccounts } from './savedAccounts.ts';

/** An account with what opens it. */
interface Opened {
  readonly account: Account;
  /** A secret. */
  readonly key: string | undefined;
  readonly resourceManager?: OpenRequest['resourceManager'];
}

/** What the registry stands on; tests give their own. */
export interface RegistryParts {
  readonly globalState: vscode.Memento;
  readonly secrets: vscode.SecretStorage;
  readonly log: vscode.LogOutputChannel;
  readonly openStore: (request: OpenRequest) => AccountStore;
  /** Starts the sample account, whose id is `sampleId`. */
  readonly startSample: () => Promise<Opened>;
  readonly sampleId: string;
}

/**
 * Accounts in the global state, keys in the secret storage, stores in memory: one per account, opened when it is first
 * needed. The sample account is of this window only and is not saved.
 */
export class AccountRegistry implements Accounts, vscode.Disposable {
  readonly #parts: RegistryParts;
  readonly #opening = new Map<string, Promise<AccountStore>>();
  readonly #open = new Map<string, AccountStore>();
  readonly #accountsChanged = new vscode.EventEmitter<void>();
  readonly #dataChanged = new vscode.EventEmitter<StoreChange>();
  readonly #attempted = new vscode.EventEmitter<Attempt>();
  readonly onDidChangeAccounts = this.#accountsChanged.event;
  readonly onDidChangeData = this.#dataChanged.event;
  readonly onDidAttempt = this.#attempted.event;
  #sample: Account | undefined;

  constructor(parts: RegistryParts) {
    this.#parts = parts;
  }

  get all(): readonly Account[] {
    const saved = readAccounts(this.#parts.globalState);
    return this.#sample === undefined ? saved : [this.#sample, ...saved];
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

  /** Starts the sample account and shows it. */
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
    const store = this.#openStore({ account, key }, 'interactive');
    try {
      await store.service.verify(signal === undefined ? {} : { signal });
    } finally {
      store.dispose();
    }
  }

  async add(account: Account, credential: AccountCredential): Promise<void> {
    const { secrets, globalState } = this.#parts;
    if (credential.kind === 'sharedKey') await secrets.store(toSecretName(account.id), credential.key);
    else await secrets.delete(toSecretName(account.id));
    const others = readAccounts(globalState).filter(({ id }) => id !== account.id);
    await writeAccounts(globalState, [...others, account]);
    this.#close(account.id);
    this.#accountsChanged.fire();
  }

  async remove(accountId: string): Promise<void> {
    const { secrets, globalState } = this.#parts;
    this.#close(accountId);
    if (accountId === this.#sample?.id) this.#sample = undefined;
    await secrets.delete(toSecretName(accountId));
    await writeAccounts(
      globalState,
      readAccounts(globalState).filter(({ id }) => id !== accountId),
    );
    this.#accountsChanged.fire();
  }

  dispose(): void {
    for (const id of [...this.#opening.keys()]) this.#close(id);
    this.#accountsChanged.dispose();
    this.#dataChanged.dispose();
    this.#attempted.dispose();
  }

  /** `isWanted` tells after each wait whether the account has been closed meanwhile. */
  async #openAndKeep(accountId: string, isWanted: () => boolean): Promise<AccountStore> {
    const opened = await this.#resolve(accountId);
    const store = this.#openStore(opened, 'silent');
    if (!isWanted()) {
      store.dispose();
      throw new BatchError({
        code: 'InvalidInput',
        message: vscode.l10n.t('The account {0} was removed while it was being opened.', opened.account.name),
      });
    }
    store.onDidChange((change) => this.#dataChanged.fire(change));
    this.#open.set(accountId, store);
    return store;
  }

  #openStore(opened: Opened, prompting: OpenRequest['prompting']): AccountStore {
    const { account } = opened;
    return this.#parts.openStore({
      ...opened,
      prompting,
      onAttempt: (attempt) => this.#attempted.fire(attempt),
      onVersion: (version) => this.#parts.log.info(`${account.id} speaks api version ${version}`),
    });
  }

  /** The account and its key. The sample account is started, so that documents of it open again after a reload. */
  async #resolve(accountId: string): Promise<Opened> {
    const { sampleId, startSample, globalState } = this.#parts;
    if (accountId === sampleId) {
      await this.openSample();
      return startSample();
    }
    const account = readAccounts(globalState).find(({ id }) => id === accountId);
    if (account === undefined) {
      throw new BatchError({
        code: 'InvalidInput',
        message: vscode.l10n.t('The account {0} is not in the explorer. Add it first.', accountId),
      });
    }
    return { account, key: account.authentication === 'sharedKey' ? await this.#getKey(account) : undefined };
  }

  async #getKey(account: Account): Promise<string> {
    const key = await this.#parts.secrets.get(toSecretName(account.id));
    if (key !== undefined) return key;
    throw new BatchError({
      code: 'NotSignedIn',
      message: vscode.l10n.t('The key of {0} is not on this machine any more. Add the account again.', account.name),
    });
  }

  #close(accountId: string): void {
    this.#opening.delete(accountId);
    this.#open.get(accountId)?.dispose();
    this.#open.delete(accountId);
  }

  #forget(accountId: string, opening: Promise<AccountStore>): void {
    if (this.#opening.get(accountId) === opening) this.#opening.delete(accountId);
  }
}

function toSecretName(accountId: string): string {
  return `azureBatch.key:${accountId}`;
}
