import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { toCommandId } from '../../../app/commandId.ts';
import type { Explanation } from '../../../core/diagnosis/explanation/explanation.ts';
import { toShortVisible } from '../../../core/text/escape.ts';
import { withLabel } from '../../../core/text/label.ts';
import { listTabDocuments, listTabs } from '../../editors/shownDocuments.ts';
import { QuickFixes } from '../../problems/quickFixes.ts';

const maxMarkLength = 300;
/** Past the end of any line: VS Code limits a range to the text. */
const endOfLine = 10_000;

/** A line that shows why a program failed; `line` counts from 1. */
export interface GivenLine {
  readonly uri: vscode.Uri;
  readonly line: number;
  /** True for the user's own source, which is not read again with the log. */
  readonly isSource?: true;
}

/** The mark of a line, with the page that explains it. */
class GivenProblem extends vscode.Diagnostic {
  readonly explanation: Explanation;
  readonly page: vscode.Uri;
  readonly uri: vscode.Uri;

  constructor({ uri, line }: GivenLine, page: vscode.Uri, explanation: Explanation) {
    const { title, fixes } = explanation;
    const [fix] = fixes;
    const said = [title, ...(fix === undefined ? [] : [withLabel(l10n.t('What to do'), fix.text)])];
    const message = said.map((text) => toShortVisible(text, maxMarkLength)).join('\n');
    const at = Math.max(0, line - 1);
    super(new vscode.Range(at, 0, at, endOfLine), message, vscode.DiagnosticSeverity.Error);
    this.explanation = explanation;
    this.page = page;
    this.uri = uri;
    this.source = 'Azure Batch';
  }
}

/**
 * Marks where logs that are explained without an account, and the user's own source, show the reason, until the page is
 * closed or the file changes.
 */
class GivenMarks {
  readonly #collection = vscode.languages.createDiagnosticCollection('azureBatch.given');
  #problems: readonly GivenProblem[] = [];
  /** Addresses of files that were changed while they were marked. */
  readonly #changed = new Set<string>();

  constructor() {
    const fixes = new QuickFixes((uri) => this.#problems.filter((one) => isSame(one.uri, uri)), toActions);
    vscode.languages.registerCodeActionsProvider({ pattern: '**' }, fixes, QuickFixes.metadata);
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length === 0 || !this.#problems.some(({ uri }) => isSame(uri, document.uri))) return;
      this.#changed.add(document.uri.toString());
      this.#keep(({ uri }) => !isSame(uri, document.uri));
    });
    vscode.window.tabGroups.onDidChangeTabs(({ closed }) => {
      if (closed.length === 0 || this.#problems.length === 0) return;
      const open = listTabDocuments();
      this.#keep(({ page }) => open.some((uri) => isSame(uri, page)));
    });
  }

  /** Marks the lines that an explanation on a page is about, in place of the earlier marks of the page. */
  set(page: vscode.Uri, lines: readonly GivenLine[], explanation: Explanation): void {
    const others = this.#problems.filter((problem) => !isSame(problem.page, page));
    const shown = lines.filter(({ uri, isSource }) => isSource !== true || !this.#changed.has(uri.toString()));
    this.#show([...others, ...shown.map((line) => new GivenProblem(line, page, explanation))]);
  }

  #keep(isKept: (problem: GivenProblem) => boolean): void {
    const kept = this.#problems.filter(isKept);
    if (kept.length < this.#problems.length) this.#show(kept);
  }

  #show(problems: readonly GivenProblem[]): void {
    this.#problems = problems;
    this.#collection.clear();
    this.#collection.set(problems.map((problem) => [problem.uri, [problem]]));
  }
}

function isSame(one: vscode.Uri, other: vscode.Uri): boolean {
  return one.toString() === other.toString();
}

/** Returns the quick fixes of a mark. */
function toActions(problem: GivenProblem): readonly vscode.CodeAction[] {
  const { page, explanation } = problem;
  return [
    { title: l10n.t('Show the Explanation'), command: 'vscode.open', arguments: [page] },
    {
      title: l10n.t('Wrong Cause?'),
      command: toCommandId('log.makeRule'),
      arguments: [undefined, undefined, explanation],
    },
  ].map((command) => {
    const action = new vscode.CodeAction(command.title, vscode.CodeActionKind.QuickFix);
    action.command = command;
    action.diagnostics = [problem];
    return action;
  });
}

let marks: GivenMarks | undefined;

/** Marks the lines that an explanation on a page is about, in place of the earlier marks of the page. */
export function markGiven(page: vscode.Uri, lines: readonly GivenLine[], explanation: Explanation): void {
  marks ??= new GivenMarks();
  marks.set(page, lines, explanation);
}

/** Closes a page, and removes its marks. */
export async function closePage(page: vscode.Uri): Promise<void> {
  await vscode.window.tabGroups.close(listTabs((uri) => isSame(uri, page)));
}
