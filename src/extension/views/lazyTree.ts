import * as vscode from 'vscode';
import type { Accounts } from '../../app/accounts/accounts.ts';

/** A view that is drawn. */
export interface DrawnTree<T> extends vscode.Disposable {
  readonly provider: vscode.TreeDataProvider<T>;
}

/**
 * A view that exists from activation on. Its rows are created when VS Code first requests them while there are
 * accounts, or with the first command that needs them: without an account, nothing is loaded.
 */
export class LazyTree<T, Drawn extends DrawnTree<T>> implements vscode.TreeDataProvider<T>, vscode.Disposable {
  readonly #accounts: Accounts;
  readonly #draw: (view: vscode.TreeView<T>) => Drawn;
  readonly #view: vscode.TreeView<T>;
  readonly #changed = new vscode.EventEmitter<T | T[] | undefined>();
  readonly #shown = new vscode.EventEmitter<void>();
  readonly #selected = new vscode.EventEmitter<void>();
  readonly #subscriptions: vscode.Disposable[];
  #drawn: Drawn | undefined;
  readonly onDidChangeTreeData = this.#changed.event;
  readonly onDidShow = this.#shown.event;
  readonly onDidSelect = this.#selected.event;

  constructor(
    id: string,
    options: Omit<vscode.TreeViewOptions<T>, 'treeDataProvider'>,
    accounts: Accounts,
    draw: (view: vscode.TreeView<T>) => Drawn,
  ) {
    this.#accounts = accounts;
    this.#draw = draw;
    this.#view = vscode.window.createTreeView(id, { ...options, treeDataProvider: this });
    this.#subscriptions = [
      this.#view,
      this.#changed,
      this.#shown,
      this.#selected,
      this.#view.onDidChangeSelection(({ selection }) => selection.length > 0 && this.#selected.fire()),
      this.#view.onDidChangeVisibility(({ visible }) => visible && this.#shown.fire()),
      accounts.onDidChangeAccounts(() => this.#drawn === undefined && this.#changed.fire(undefined)),
    ];
  }

  /** Returns the drawn view; undefined if the view has not been drawn. */
  get drawn(): Drawn | undefined {
    return this.#drawn;
  }

  /** Returns the drawn view, creating it if necessary. */
  open(): Drawn {
    this.#drawn ??= this.#open();
    return this.#drawn;
  }

  getChildren(element?: T): vscode.ProviderResult<T[]> {
    if (this.#drawn === undefined && this.#accounts.all.length === 0) return [];
    return this.open().provider.getChildren(element);
  }

  getTreeItem(element: T): vscode.TreeItem | Thenable<vscode.TreeItem> {
    return this.open().provider.getTreeItem(element);
  }

  resolveTreeItem(
    item: vscode.TreeItem,
    element: T,
    token: vscode.CancellationToken,
  ): vscode.ProviderResult<vscode.TreeItem> {
    return this.open().provider.resolveTreeItem?.(item, element, token);
  }

  getParent(element: T): vscode.ProviderResult<T> {
    return this.open().provider.getParent?.(element);
  }

  dispose(): void {
    this.#drawn?.dispose();
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #open(): Drawn {
    const drawn = this.#draw(this.#view);
    const changes = drawn.provider.onDidChangeTreeData?.((changed) => this.#changed.fire(changed ?? undefined));
    if (changes !== undefined) this.#subscriptions.push(changes);
    return drawn;
  }
}
