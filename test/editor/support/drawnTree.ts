import * as vscode from 'vscode';
import type { TreeNode } from '../../../src/app/rows/explorer/treeNode.ts';
import type { ExplorerProvider } from '../../../src/extension/views/explorer/explorerProvider.ts';
import { eventually } from './eventually.ts';

/**
 * The explorer as it opens initially, drawn as in VS Code: one redraw after another, each of which waits for all rows
 * below.
 */
export class DrawnTree implements vscode.Disposable {
  readonly #provider: ExplorerProvider;
  readonly #drawn = new vscode.EventEmitter<void>();
  readonly #listening: vscode.Disposable;
  /** Label and description of each row, and the IDs of the rows below, by the row's ID. */
  readonly #texts = new Map<string, string>();
  readonly #below = new Map<string, readonly string[]>();
  #queue: Promise<void>;

  constructor(provider: ExplorerProvider) {
    this.#provider = provider;
    this.#queue = this.#draw(undefined);
    this.#listening = provider.onDidChangeTreeData((nodes) => {
      for (const node of nodes ?? [undefined]) this.#queue = this.#queue.then(() => this.#draw(node));
    });
  }

  /**
   * Resolves when the rows below the row with this ID have these texts: the label, followed by a bar and the
   * description.
   */
  async untilBelow(id: string, ...rows: readonly (string | RegExp)[]): Promise<void> {
    await eventually(`${rows.join(', ')} below ${id}`, [this.#drawn.event], () => {
      const drawn = (this.#below.get(id) ?? []).map((child) => this.#texts.get(child) ?? '');
      return (drawn.length === rows.length && drawn.every((row, index) => isLike(row, rows[index]))) || undefined;
    });
  }

  dispose(): void {
    this.#listening.dispose();
    this.#drawn.dispose();
  }

  async #draw(node: TreeNode | undefined): Promise<void> {
    if (node !== undefined && !this.#drawRow(node)) return;
    const children = await this.#provider.getChildren(node);
    this.#below.set(
      node?.id ?? '',
      children.map(({ id }) => id),
    );
    for (const child of children) this.#drawRow(child);
    this.#drawn.fire();
    await Promise.all(children.map((child) => this.#draw(child)));
  }

  /** Draws a row, and returns whether it is expanded. */
  #drawRow(node: TreeNode): boolean {
    const { label, description, collapsibleState } = this.#provider.getTreeItem(node);
    this.#texts.set(node.id, [label, description].filter(Boolean).join(' | '));
    return collapsibleState === vscode.TreeItemCollapsibleState.Expanded;
  }
}

function isLike(row: string, expected: string | RegExp | undefined): boolean {
  return expected instanceof RegExp ? expected.test(row) : row === expected;
}
