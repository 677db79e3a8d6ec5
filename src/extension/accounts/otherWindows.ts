import * as vscode from 'vscode';

/** Name of a secret that is there for a moment only: VS Code tells all windows of a change of secrets, and of no other. */
const bell = 'azureBatch.accountsChanged';

/** What a window has saved reaches the others a moment later, maybe after the bell. */
const settleMs = 500;

/** Tells other windows that accounts were added or removed, and hears of it from them. */
export class OtherWindows implements vscode.Disposable {
  readonly #secrets: vscode.SecretStorage;
  readonly #onSign: () => Promise<void>;
  readonly #subscriptions: readonly vscode.Disposable[];
  #timer: NodeJS.Timeout | undefined;

  /**
   * `onSign` is called when another window may have saved something: on the bell, and when the user comes back to this
   * window, since there may be no keyring to ring with. It never throws.
   */
  constructor(secrets: vscode.SecretStorage, onSign: () => Promise<void>) {
    this.#secrets = secrets;
    this.#onSign = onSign;
    this.#subscriptions = [
      secrets.onDidChange(({ key }) => {
        if (key === bell) this.#schedule();
      }),
      vscode.window.onDidChangeWindowState(({ focused }) => {
        if (focused) this.#schedule();
      }),
    ];
  }

  /** Tells the others that something was saved. */
  async ring(): Promise<void> {
    try {
      await this.#secrets.store(bell, 'changed');
      await this.#secrets.delete(bell);
    } catch {
      // A keyring that is locked or broken; the others look when the user comes to them.
    }
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#onSign(), settleMs);
  }
}
