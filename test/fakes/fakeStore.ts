import type { Account } from '../../src/core/model/account.ts';
import type { BatchService } from '../../src/service/ports.ts';
import type {
  AccountSnapshot,
  AccountStore,
  Disposable,
  Scope,
  StoreChange,
} from '../../src/service/store/accountStore.ts';
import { snapshot } from '../builders/snapshot.ts';
import { connectTo } from './connect.ts';

/** An address at which nothing listens, because the system never assigns the port. */
const nowhere = 'http://127.0.0.1:9';

/** A store with the test's data that records load requests. Its service accepts any credential. */
export class FakeStore implements AccountStore {
  readonly account: Account;
  readonly service: BatchService;
  readonly loaded: Scope[] = [];
  snapshot: AccountSnapshot;
  isDisposed = false;
  /** Number of requested reloads after a failure. */
  reloads = 0;
  /** Number of current watchers. */
  watchers = 0;
  readonly #listeners = new Set<(change: StoreChange) => void>();

  constructor(
    account: Account,
    known: AccountSnapshot = snapshot(account).build(),
    service: BatchService = { ...connectTo(nowhere).service, verify: async () => undefined },
  ) {
    this.account = account;
    this.snapshot = known;
    this.service = service;
  }

  /** Announces changes of `scopes` to the listeners. */
  announce(scopes: readonly Scope[]): void {
    for (const listener of this.#listeners) listener({ accountId: this.account.id, scopes });
  }

  onDidChange(listener: (change: StoreChange) => void): Disposable {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }

  async load(scope: Scope): Promise<void> {
    this.loaded.push(scope);
  }

  async loadMore(scope: Scope): Promise<void> {
    this.loaded.push(scope);
  }

  include(scope: Scope): void {
    this.loaded.push(scope);
  }

  async refresh(scopes: readonly Scope[] = []): Promise<void> {
    this.loaded.push(...scopes);
  }

  async reloadFailed(): Promise<void> {
    this.reloads += 1;
  }

  async loadTaskCounts(): Promise<void> {}
  async loadMissingTaskCounts(): Promise<void> {}
  pauseCounting(): void {}

  keepCounting(): Disposable {
    return { dispose: () => undefined };
  }

  inBackground<T>(work: () => Promise<T>): Promise<T> {
    return work();
  }

  watch(): Disposable {
    this.watchers += 1;
    return {
      dispose: () => {
        this.watchers -= 1;
      },
    };
  }

  dispose(): void {
    this.isDisposed = true;
    this.#listeners.clear();
    this.service.dispose();
  }
}
