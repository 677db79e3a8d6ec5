import type { KeyLife } from '../../src/app/accounts/accountKeys.ts';
import type { Accounts } from '../../src/app/accounts/accounts.ts';
import { BatchError } from '../../src/core/model/batchError.ts';
import type { Attempt } from '../../src/service/ports.ts';
import type { AccountStore, StoreChange } from '../../src/service/store/accountStore.ts';
import { CountingEmitter } from './countingEmitter.ts';

/** Accounts with stores made by a test. */
export class FakeAccounts<Store extends AccountStore = AccountStore> implements Accounts {
  readonly #stores: readonly Store[];
  readonly #accountsChanged = new CountingEmitter<void>();
  readonly #dataChanged = new CountingEmitter<StoreChange>();
  readonly #attempted = new CountingEmitter<Attempt>();
  readonly onDidChangeAccounts = this.#accountsChanged.event;
  readonly onDidChangeData = this.#dataChanged.event;
  readonly onDidAttempt = this.#attempted.event;
  /** Error that prevents every store from opening. */
  problem: BatchError | undefined;
  /** Requested settings, and their accounts. */
  readonly wished: Parameters<Accounts['wish']>[] = [];

  constructor(...stores: readonly Store[]) {
    this.#stores = stores;
    for (const store of stores) store.onDidChange((change) => this.#dataChanged.fire(change));
  }

  /** Number of listeners to any event. */
  get listeners(): number {
    return this.#accountsChanged.listeners + this.#dataChanged.listeners + this.#attempted.listeners;
  }

  get all(): Accounts['all'] {
    return this.#stores.map(({ account }) => account);
  }

  async getStore(accountId: string): Promise<Store> {
    const store = this.findStore(accountId);
    if (store !== undefined) return store;
    throw this.problem ?? new BatchError({ code: 'InvalidInput', message: `no account ${accountId}` });
  }

  findStore(accountId: string): Store | undefined {
    return this.problem === undefined ? this.#stores.find(({ account }) => account.id === accountId) : undefined;
  }

  openApart: Accounts['openApart'] = (accountId) => this.getStore(accountId);

  async verify(): Promise<void> {}
  async needsConfirmation(): Promise<boolean> {
    return false;
  }
  async add(): Promise<KeyLife> {
    return 'kept';
  }
  /** Every account may be changed, unless a test overrides this. */
  whyRefused: Accounts['whyRefused'] = () => undefined;
  findPortal: Accounts['findPortal'] = () => undefined;
  listMissing: Accounts['listMissing'] = () => [];
  async wish(...wished: Parameters<Accounts['wish']>): Promise<void> {
    this.wished.push(wished);
  }
  async remove(): Promise<void> {}
}
