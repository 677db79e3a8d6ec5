import * as vscode from 'vscode';
import { findSameLine } from '../../app/documents/sameLine.ts';

/**
 * Keeps the caret at the line being read when an explanation is rewritten: VS Code replaces all lines between the first
 * and the last that differ, and moves a caret among them behind them.
 */
export class KeptCaret implements vscode.Disposable {
  readonly #filter: vscode.DocumentFilter;
  readonly #lines = new Map<string, readonly string[]>();
  readonly #subscriptions: readonly vscode.Disposable[];

  constructor(filter: vscode.DocumentFilter) {
    this.#filter = filter;
    this.#subscriptions = [
      vscode.workspace.onDidOpenTextDocument((document) => this.#remember(document)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.#follow(document)),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#lines.delete(uri.toString())),
    ];
    for (const document of vscode.workspace.textDocuments) this.#remember(document);
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #remember(document: vscode.TextDocument): void {
    if (vscode.languages.match(this.#filter, document) > 0) this.#lines.set(document.uri.toString(), toLines(document));
  }

  #follow(document: vscode.TextDocument): void {
    const before = this.#lines.get(document.uri.toString());
    if (before === undefined) return;
    const after = toLines(document);
    this.#remember(document);
    for (const editor of vscode.window.visibleTextEditors) {
      if (editor.document !== document) continue;
      // When a document changes, an extension still sees the selections from before.
      const find = ({ line, character }: vscode.Position): vscode.Position =>
        document.validatePosition(new vscode.Position(findSameLine(before, line, after), character));
      const kept = editor.selections.map(({ anchor, active }) => new vscode.Selection(find(anchor), find(active)));
      editor.selections = kept;
      const [first] = kept;
      if (first !== undefined) editor.revealRange(first);
    }
  }
}

function toLines(document: vscode.TextDocument): readonly string[] {
  return document.getText().split(/\r?\n/);
}
