import * as vscode from 'vscode';
import type { Resource } from '../../../core/model/resource.ts';
import type { AccountSnapshot } from '../../../service/store/accountStore.ts';
import type { Accounts } from '../../accounts/accounts.ts';
import { onDidChangeSetting, settings } from '../../settings.ts';
import { toReader } from '../reader.ts';
import { FailureDecorations } from './decorations.ts';
import { ExplorerProvider } from './explorerProvider.ts';
import { locate } from './locate.ts';
import { countFailedTasks } from './rows/accountRow.ts';
import type { TreeNode } from './treeNode.ts';
import { toViewMessage } from './viewMessage.ts';

export const explorerViewId = 'azureBatch.explorer';

/** The explorer on the screen: badge, message, decorations, and refreshing while somebody looks. */
export class ExplorerView implements vscode.Disposable {
  readonly #accounts: Accounts;
  readonly #provider: ExplorerProvider;
  readonly #view: vscode.TreeView<TreeNode>;
  readonly #watchers = new Map<string, vscode.Disposable>();
  readonly #subscriptions: vscode.Disposable[] = [];
  readonly #shown = new vscode.EventEmitter<void>();
  /** The view has come into sight. */
  readonly onDidShow = this.#shown.event;

  constructor(accounts: Accounts) {
    this.#accounts = accounts;
    this.#provider = new ExplorerProvider(accounts);
    const decorations = new FailureDecorations((id) => {
      const node = this.#provider.find(id);
      return node === undefined ? undefined : this.#provider.toRow(node);
    });
    this.#view = vscode.window.createTreeView(explorerViewId, {
      treeDataProvider: this.#provider,
      canSelectMany: true,
      showCollapseAll: true,
    });
    this.#subscriptions.push(
      this.#provider,
      decorations,
      this.#view,
      this.#shown,
      vscode.window.registerFileDecorationProvider(decorations),
      this.#view.onDidChangeVisibility(({ visible }) => {
        this.#watch();
        if (visible) this.#shown.fire();
      }),
      onDidChangeSetting('refreshInterval', () => this.#watchAnew()),
      accounts.onDidChangeAccounts(() => this.#update()),
      accounts.onDidChangeData(() => {
        this.#update();
        decorations.refresh();
      }),
    );
  }

  /** Selects a thing, loading what lies above it; the nearest row above it when it is not in a list any more. */
  async reveal(resource: Resource): Promise<void> {
    const node = await locate(resource, this.#accounts, this.#provider);
    await this.#view.reveal(node, { select: true, focus: true, expand: resource.kind === 'account' });
  }

  dispose(): void {
    this.#unwatch();
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #update(): void {
    const snapshots = this.#snapshots();
    const failed = snapshots.reduce((sum, snapshot) => sum + countFailedTasks(snapshot), 0);
    this.#view.badge =
      failed === 0
        ? undefined
        : {
            value: failed,
            tooltip: failed === 1 ? vscode.l10n.t('1 failed task') : vscode.l10n.t('{0} failed tasks', failed),
          };
    this.#view.message = toViewMessage(snapshots, toReader()) ?? '';
    this.#watch();
  }

  #snapshots(): readonly AccountSnapshot[] {
    return this.#accounts.all.flatMap(({ id }) => this.#accounts.findStore(id)?.snapshot ?? []);
  }

  /** Refreshes every open account while the view is visible, and nothing while it is not. */
  #watch(): void {
    const intervalMs = settings.refreshIntervalMs;
    if (!this.#view.visible || intervalMs === undefined) {
      this.#unwatch();
      return;
    }
    const open = new Set(this.#snapshots().map(({ account }) => account.id));
    for (const [id, watcher] of this.#watchers) {
      if (open.has(id)) continue;
      watcher.dispose();
      this.#watchers.delete(id);
    }
    for (const id of open) {
      const store = this.#watchers.has(id) ? undefined : this.#accounts.findStore(id);
      if (store !== undefined) this.#watchers.set(id, store.watch(intervalMs));
    }
  }

  #watchAnew(): void {
    this.#unwatch();
    this.#watch();
  }

  #unwatch(): void {
    for (const watcher of this.#watchers.values()) watcher.dispose();
    this.#watchers.clear();
  }
}
