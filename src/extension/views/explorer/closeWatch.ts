import type { Disposable } from 'vscode';
import type { Accounts } from '../../accounts/accounts.ts';
import { settings } from '../../settings.ts';

/** How often data is refreshed just after something was done. */
const intervalMs = 3000;
/** For how long: most of what the service does on a request is seen by then. */
const durationMs = 60_000;

/** What is refreshed is what the views want; this watch only wants it sooner. */
const hurryOnly = (): boolean => false;

/** Watches the open accounts closely for a while after the user did something, so that its effect is seen soon. */
export class CloseWatch implements Disposable {
  readonly #accounts: Accounts;
  #watchers: readonly { dispose(): void }[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(accounts: Accounts) {
    this.#accounts = accounts;
  }

  /** Begins, or begins anew, unless the user has switched refreshing off. */
  begin(): void {
    if (settings.refreshIntervalMs === undefined) return;
    this.dispose();
    this.#watchers = this.#accounts.all.flatMap(
      ({ id }) => this.#accounts.findStore(id)?.watch(intervalMs, hurryOnly) ?? [],
    );
    this.#timer = setTimeout(() => this.dispose(), durationMs);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const watcher of this.#watchers) watcher.dispose();
    this.#watchers = [];
  }
}
