import * as vscode from 'vscode';
import type { Accounts } from '../../app/accounts/accounts.ts';
import { mostRests } from '../../core/model/freshness.ts';
import type { Attempt } from '../../service/ports.ts';
import type { AccountStore, Disposable } from '../../service/store/accountStore.ts';
import { settings } from '../settings/settings.ts';
import { windowFocus } from '../ui/windowFocus.ts';
import type { Explanations } from './explanations.ts';
import type { LiveExplanations } from './liveExplanations.ts';

interface UnreadPage {
  readonly uri: vscode.Uri;
  readonly tries: number;
  /** Earliest time to read the page again, in milliseconds since 1970. */
  readonly dueMs: number;
}

/** Initial pause after a failed attempt, as a fraction of the refresh interval; doubled each time. */
const firstRest = 0.1;

/**
 * Rewrites pages that could not be read once their account responds to any request, or stops responding. While such a
 * page is visible, the store refreshes the list of pools as it does for views, so that there is such a request.
 */
export class UnreadPages implements vscode.Disposable {
  readonly #accounts: Accounts;
  readonly #explanations: Explanations;
  readonly #live: Pick<LiveExplanations, 'list' | 'announce' | 'announceAll'>;
  readonly #pages = new Map<string, UnreadPage>();
  readonly #watches = new Map<AccountStore, Disposable>();
  /** The time at which each silent account stopped responding. */
  readonly #silent = new Map<string, string>();
  readonly #subscription: vscode.Disposable;

  constructor(
    accounts: Accounts,
    explanations: Explanations,
    live: Pick<LiveExplanations, 'list' | 'announce' | 'announceAll'>,
  ) {
    this.#accounts = accounts;
    this.#explanations = explanations;
    this.#live = live;
    const watch = (): void => this.#watch();
    this.#subscription = vscode.Disposable.from(
      explanations.onDidChange((uri) => this.#note(uri)),
      accounts.onDidAttempt((attempt) => this.#follow(attempt)),
      accounts.onDidChangeData(({ accountId }) => this.#followSilence(accountId)),
      vscode.window.tabGroups.onDidChangeTabs(watch),
      windowFocus.onDidChange(watch),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#pages.delete(uri.toString()) && watch()),
    );
  }

  dispose(): void {
    this.#subscription.dispose();
    for (const watch of this.#watches.values()) watch.dispose();
  }

  #note(uri: vscode.Uri): void {
    const key = uri.toString();
    const { tries = 0 } = this.#pages.get(key) ?? {};
    if (this.#explanations.findExplained(uri)?.unread?.isPassing === true) {
      const rests = Math.min(mostRests, firstRest * 4 ** tries);
      this.#pages.set(key, { uri, tries: tries + 1, dueMs: Date.now() + rests * (settings.refreshIntervalMs ?? 0) });
    } else if (!this.#pages.delete(key)) return;
    this.#watch();
  }

  #follow({ accountId, host, status = 500 }: Attempt): void {
    if (host !== undefined || status >= 400) return;
    const due = [...this.#pages].filter(([, { uri, dueMs }]) => uri.authority === accountId && Date.now() >= dueMs);
    // Further responses arrive before the page is read.
    for (const [key, page] of due) this.#pages.set(key, { ...page, dueMs: Number.POSITIVE_INFINITY });
    if (due.length > 0) this.#live.announce(due.map(([, { uri }]) => uri));
  }

  /** Rewrites pages when an account stops responding, so that they report it, and when the account responds again. */
  #followSilence(accountId: string): void {
    const silentSince = this.#accounts.findStore(accountId)?.snapshot.silentSince;
    if (silentSince === this.#silent.get(accountId)) return;
    if (silentSince === undefined) this.#silent.delete(accountId);
    else this.#silent.set(accountId, silentSince);
    this.#live.announceAll(accountId);
  }

  #watch(): void {
    const intervalMs = windowFocus.isFocused ? settings.refreshIntervalMs : undefined;
    const shown = this.#live.list().filter((uri) => this.#pages.has(uri.toString()));
    const stores = new Set(shown.map(({ authority }) => this.#accounts.findStore(authority)));
    for (const [store, watch] of this.#watches) {
      if (intervalMs !== undefined && stores.has(store)) continue;
      watch.dispose();
      this.#watches.delete(store);
    }
    if (intervalMs === undefined) return;
    for (const store of stores) {
      if (store === undefined || this.#watches.has(store)) continue;
      this.#watches.set(
        store,
        store.watch(intervalMs, ({ kind }) => kind === 'pools'),
      );
      void store.load({ kind: 'pools' });
    }
  }
}
