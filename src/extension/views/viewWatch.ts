import type { Disposable } from 'vscode';
import type { Scope } from '../../service/store/accountStore.ts';
import type { Accounts } from '../accounts/accounts.ts';
import { onDidChangeSetting, settings } from '../settings.ts';

/** What is watched for a view. */
export interface Watched {
  /** Whether somebody sees the view. */
  isVisible(): boolean;
  /** Whether the view shows something of this list. */
  wants(accountId: string, scope: Scope): boolean;
}

/** Refreshes what a view shows of the open accounts, while it is visible; nothing while it is not. */
export class ViewWatch implements Disposable {
  readonly #accounts: Accounts;
  readonly #watched: Watched;
  readonly #watchers = new Map<string, { dispose(): void }>();
  readonly #subscriptions: readonly Disposable[];

  constructor(accounts: Accounts, watched: Watched) {
    this.#accounts = accounts;
    this.#watched = watched;
    this.#subscriptions = [
      accounts.onDidChangeAccounts(() => this.update()),
      accounts.onDidChangeData(() => this.update()),
      onDidChangeSetting('refreshInterval', () => {
        this.#stop();
        this.update();
      }),
    ];
  }

  /** Takes notice of what is open and visible now. */
  update(): void {
    const intervalMs = settings.refreshIntervalMs;
    if (!this.#watched.isVisible() || intervalMs === undefined) {
      this.#stop();
      return;
    }
    const stores = new Map(this.#accounts.all.map(({ id }) => [id, this.#accounts.findStore(id)]));
    for (const [id, watcher] of this.#watchers) {
      if (stores.get(id) !== undefined) continue;
      watcher.dispose();
      this.#watchers.delete(id);
    }
    for (const [id, store] of stores) {
      if (store === undefined || this.#watchers.has(id)) continue;
      this.#watchers.set(
        id,
        store.watch(intervalMs, (scope) => this.#watched.wants(id, scope)),
      );
    }
  }

  dispose(): void {
    this.#stop();
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #stop(): void {
    for (const watcher of this.#watchers.values()) watcher.dispose();
    this.#watchers.clear();
  }
}
