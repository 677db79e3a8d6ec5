import * as l10n from '@vscode/l10n';
import { type Clock, within } from '../../../core/clock.ts';
import type { Disposable } from '../../../core/event.ts';
import type { AccountSnapshot, AccountStore } from '../../../service/store/accountStore.ts';
import type { Accounts } from '../../accounts/accounts.ts';
import { loadOnce } from '../../lists/loadOnce.ts';
import { isUnreachable } from '../accountTrouble.ts';

/** Milliseconds to wait for an account before the next one is opened. */
const turnMs = 5_000;

export interface ClosedAccountsParts {
  /** Returns true while a view that needs open accounts is visible. */
  isVisible(): boolean;
  /** Opens an account; undefined if this fails, which the account's row then shows. */
  open(accountId: string): Promise<AccountStore | undefined>;
}

/**
 * Opens accounts whose rows have not been expanded, such as all accounts after a window reload, so that the badge and
 * the rows show failures. Opens them one after another, with three requests each. Further requests follow the account's
 * own pace.
 */
export class ClosedAccounts implements Disposable {
  readonly #accounts: Accounts;
  readonly #clock: Clock;
  readonly #parts: ClosedAccountsParts;
  readonly #listening: Disposable;
  readonly #done = new Set<string>();
  #isRunning = false;
  #isDisposed = false;

  constructor(accounts: Accounts, clock: Clock, parts: ClosedAccountsParts) {
    this.#accounts = accounts;
    this.#clock = clock;
    this.#parts = parts;
    this.#listening = accounts.onDidChangeAccounts(() => {
      this.#done.clear();
      this.update();
    });
  }

  /** Starts opening accounts if the view is currently visible. */
  update(): void {
    if (!this.#isRunning) void this.#run();
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#listening.dispose();
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    try {
      for (let id = this.#findNext(); id !== undefined; id = this.#findNext()) {
        this.#done.add(id);
        await within(this.#clock, turnMs, this.#load(id));
      }
    } finally {
      this.#isRunning = false;
    }
  }

  #findNext(): string | undefined {
    if (this.#isDisposed || !this.#parts.isVisible()) return undefined;
    return this.#accounts.all.find(({ id }) => !this.#done.has(id) && this.#accounts.findStore(id) === undefined)?.id;
  }

  async #load(accountId: string): Promise<void> {
    const store = await this.#parts.open(accountId);
    if (store === undefined) return;
    await Promise.all([loadOnce(store, { kind: 'jobs' }), loadOnce(store, { kind: 'pools' })]);
  }
}

/**
 * Returns a message if several accounts are open and none of them responds. Problems of a single account are shown in
 * its row, because a message that comes and goes moves all rows.
 */
export function toViewMessage(snapshots: readonly AccountSnapshot[]): string | undefined {
  if (snapshots.length < 2 || !snapshots.every(isOutOfReach)) return undefined;
  return l10n.t('No account can be reached. Check whether this computer is online.');
}

function isOutOfReach(snapshot: AccountSnapshot): boolean {
  const { error } = snapshot.slice({ kind: 'jobs' });
  return snapshot.silentSince !== undefined || (error !== undefined && isUnreachable(error));
}
