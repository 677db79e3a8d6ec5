import * as vscode from 'vscode';
import type { DefinitionFinding } from '../../../core/diagnosis/lint/finding.ts';
import { DefinitionProblem } from './definitionProblems.ts';

interface Mark {
  readonly finding: DefinitionFinding;
  readonly offset: number;
}

const known = new WeakMap<vscode.ExtensionContext, AccountMarks>();

/** Returns this window's marks, which are created when definitions are first checked against an account. */
export function findAccountMarks(context: vscode.ExtensionContext): AccountMarks {
  const marks = known.get(context) ?? new AccountMarks();
  if (!known.has(context)) context.subscriptions.push(marks);
  known.set(context, marks);
  return marks;
}

/** Problems of definitions with an account: marks that disappear when the text at their place changes. */
class AccountMarks implements vscode.Disposable {
  readonly #collection = vscode.languages.createDiagnosticCollection('azureBatch.account');
  readonly #marks = new Map<string, readonly Mark[]>();
  readonly #subscriptions: readonly vscode.Disposable[] = [
    this.#collection,
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => this.#follow(document, contentChanges)),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => this.clear(uri)),
  ];

  show(document: vscode.TextDocument, findings: readonly DefinitionFinding[]): void {
    const marks = findings.map((finding) => ({ finding, offset: finding.offset }));
    this.#marks.set(document.uri.toString(), marks);
    this.#draw(document, marks);
  }

  clear(uri: vscode.Uri): void {
    if (this.#marks.delete(uri.toString())) this.#collection.delete(uri);
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#marks.clear();
  }

  #follow(document: vscode.TextDocument, changes: readonly vscode.TextDocumentContentChangeEvent[]): void {
    const before = this.#marks.get(document.uri.toString());
    if (before === undefined || changes.length === 0) return;
    const marks = changes.reduce<readonly Mark[]>((left, change) => left.flatMap((mark) => move(mark, change)), before);
    this.#marks.set(document.uri.toString(), marks);
    this.#draw(document, marks);
  }

  #draw(document: vscode.TextDocument, marks: readonly Mark[]): void {
    const diagnostics = marks.map(({ finding, offset }) => new DefinitionProblem(document, { ...finding, offset }));
    this.#collection.set(document.uri, diagnostics);
  }
}

/**
 * Moves a mark after a change; returns nothing if its own text was changed. VS Code lists changes from the end of the
 * text.
 */
function move(mark: Mark, { rangeOffset, rangeLength, text }: vscode.TextDocumentContentChangeEvent): readonly Mark[] {
  const end = mark.offset + mark.finding.length;
  if (rangeOffset >= end) return [mark];
  if (rangeOffset + rangeLength > mark.offset) return [];
  return [{ ...mark, offset: mark.offset + text.length - rangeLength }];
}
