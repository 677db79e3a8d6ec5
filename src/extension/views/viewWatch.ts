import type { Accounts } from '../../app/accounts/accounts.ts';
import type { Disposable } from '../../core/event.ts';
import type { AccountStore, Scope } from '../../service/store/accountStore.ts';
import { onDidChangeSetting, settings } from '../settings.ts';
import { type WindowFocus, windowFocus } from '../windowFocus.ts';

/** What is watched for a view. */
export interface Watched {
  /** Whether the view is visible. */
  isVisible(): boolean;
  /** Whether the view shows something of this list. */
  wants(accountId: string, scope: Scope): boolean;
}

/**
 * Refreshes what a view shows of the open accounts, while it is visible in the window that the user works in; nothing
 * while it is not. Who comes back sees at once what is new.
 */
export class ViewWatch implements Disposable {
  readonly #accounts: Accounts;
  readonly #watched: Watched;
  readonly #focus: WindowFocus;
  readonly #watchers = new Map<string, { dispose(): void }>();
  readonly #subscriptions: readonly Disposable[];

  constructor(accounts: Accounts, watched: Watched, focus: WindowFocus = windowFocus) {
    this.#focus = focus;
    this.#accounts = accounts;
    this.#watched = watched;
    this.#subscriptions = [
      accounts.onDidChangeAccounts(() => this.update()),
      accounts.onDidChangeData(() => this.update()),
      onDidChangeSetting('refreshInterval', () => this.#begin()),
      // Also after this computer has slept: what is shown is older than it should be then.
      focus.onDidChange(() => this.#begin()),
    ];
  }

  #begin(): void {
    this.#stop();
    this.update();
  }

  /** Takes notice of what is open and visible now. */
  update(): void {
    if (!this.#watched.isVisible()) {
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
      if (store !== undefined && !this.#watchers.has(id)) this.#watchers.set(id, this.#watch(store));
    }
  }

  dispose(): void {
    this.#stop();
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  /** Counts what has never been counted, and refreshes what is shown as often as the user wants. */
  #watch(store: AccountStore): { dispose(): void } {
    const intervalMs = settings.refreshIntervalMs;
    const wants = (scope: Scope): boolean => this.#watched.wants(store.account.id, scope);
    const counting = store.keepCounting();
    const polling = intervalMs === undefined || !this.#focus.isFocused ? undefined : store.watch(intervalMs, wants);
    return {
      dispose: () => {
        counting.dispose();
        polling?.dispose();
      },
    };
  }

  #stop(): void {
    for (const watcher of this.#watchers.values()) watcher.dispose();
    this.#watchers.clear();
  }
}
