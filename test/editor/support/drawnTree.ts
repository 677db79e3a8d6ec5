import * as vscode from 'vscode';
import type { ExplorerProvider } from '../../../src/extension/views/explorer/explorerProvider.ts';
import type { TreeNode } from '../../../src/extension/views/explorer/treeNode.ts';
import { eventually } from './eventually.ts';

/**
 * The explorer as it opens by itself, drawn as VS Code does it: one redraw after the other, each of which waits for all
 * rows below.
 */
export class DrawnTree implements vscode.Disposable {
  readonly #provider: ExplorerProvider;
  readonly #drawn = new vscode.EventEmitter<void>();
  readonly #listening: vscode.Disposable;
  /** Labels and descriptions of the rows below each row, by its id. */
  readonly #below = new Map<string, readonly string[]>();
  #queue: Promise<void>;

  constructor(provider: ExplorerProvider) {
    this.#provider = provider;
    this.#queue = this.#draw(undefined);
    this.#listening = provider.onDidChangeTreeData((nodes) => {
      for (const node of nodes ?? [undefined]) this.#queue = this.#queue.then(() => this.#draw(node));
    });
  }

  /** Resolves when the rows below the row of this id read like this: the label, and after a bar the description. */
  async untilBelow(id: string, ...rows: readonly string[]): Promise<void> {
    await eventually(`${rows.join(', ')} below ${id}`, [this.#drawn.event], () => {
      return JSON.stringify(this.#below.get(id)) === JSON.stringify(rows) || undefined;
    });
  }

  dispose(): void {
    this.#listening.dispose();
    this.#drawn.dispose();
  }

  async #draw(node: TreeNode | undefined): Promise<void> {
    if (node !== undefined && !isOpen(this.#provider.getTreeItem(node))) return;
    const children = await this.#provider.getChildren(node);
    const rows = children.map((child) => this.#provider.getTreeItem(child));
    this.#below.set(
      node?.id ?? '',
      rows.map(({ label, description }) => [label, description].filter(Boolean).join(' | ')),
    );
    this.#drawn.fire();
    await Promise.all(children.map((child) => this.#draw(child)));
  }
}

function isOpen({ collapsibleState }: vscode.TreeItem): boolean {
  return collapsibleState === vscode.TreeItemCollapsibleState.Expanded;
}
