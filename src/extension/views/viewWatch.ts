import type { Accounts } from '../../app/accounts/accounts.ts';
import type { Disposable } from '../../core/event.ts';
import type { AccountStore, Scope } from '../../service/store/accountStore.ts';
import { onDidChangeSetting, settings } from '../settings/settings.ts';
import { type WindowFocus, windowFocus } from '../ui/windowFocus.ts';

/** The data to refresh for a view. */
export interface Watched {
  /** Returns true while the view is on the screen. */
  isVisible(): boolean;
  /** Returns true if the view shows something from the list. */
  wants(accountId: string, scope: Scope): boolean;
}

/**
 * Refreshes the visible data of open accounts, but only while the view is visible in the window that the user works in.
 * A user who returns sees new data immediately.
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
      // Also fires when the user returns to this computer, for example after sleep, when the shown data is too old.
      focus.onDidChange(() => this.#begin()),
    ];
  }

  #begin(): void {
    this.#stop();
    this.update();
  }

  /** Updates what is watched after a change in visibility or open accounts. */
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

  /** Counts jobs that have never been counted, and refreshes visible data at the user's interval. */
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
