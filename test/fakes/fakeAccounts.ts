import * as vscode from 'vscode';
import { BatchError } from '../../src/core/model/batchError.ts';
import type { Accounts } from '../../src/extension/accounts/accounts.ts';
import type { Attempt } from '../../src/service/ports.ts';
import type { StoreChange } from '../../src/service/store/accountStore.ts';
import type { FakeStore } from './fakeStore.ts';

/** Accounts whose stores a test has made. */
export class FakeAccounts implements Accounts {
  readonly #stores: readonly FakeStore[];
  readonly #accountsChanged = new vscode.EventEmitter<void>();
  readonly #dataChanged = new vscode.EventEmitter<StoreChange>();
  readonly onDidChangeAccounts = this.#accountsChanged.event;
  readonly onDidChangeData = this.#dataChanged.event;
  readonly onDidAttempt = new vscode.EventEmitter<Attempt>().event;
  /** What keeps every store from being opened. */
  problem: BatchError | undefined;

  constructor(...stores: readonly FakeStore[]) {
    this.#stores = stores;
    for (const store of stores) store.onDidChange((change) => this.#dataChanged.fire(change));
  }

  get all(): Accounts['all'] {
    return this.#stores.map(({ account }) => account);
  }

  async getStore(accountId: string): Promise<FakeStore> {
    const store = this.findStore(accountId);
    if (store !== undefined) return store;
    throw this.problem ?? new BatchError({ code: 'InvalidInput', message: `no account ${accountId}` });
  }

  findStore(accountId: string): FakeStore | undefined {
    return this.problem === undefined ? this.#stores.find(({ account }) => account.id === accountId) : undefined;
  }

  async verify(): Promise<void> {}
  async add(): Promise<void> {}
  async remove(): Promise<void> {}
}
