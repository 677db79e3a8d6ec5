import * as vscode from 'vscode';

/** Returns the current problems in a document. VS Code passes copies of problems without our own properties. */
export type FindProblems<Problem> = (uri: vscode.Uri) => readonly Problem[];

/** Offers remedies for our problems in a range: in the editor and in the Problems panel. */
export class QuickFixes<Problem extends { readonly range: vscode.Range }> implements vscode.CodeActionProvider {
  static readonly metadata: vscode.CodeActionProviderMetadata = {
    providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
  };

  readonly #findProblems: FindProblems<Problem>;
  readonly #toActions: (problem: Problem, document: vscode.TextDocument) => readonly vscode.CodeAction[];

  constructor(
    findProblems: FindProblems<Problem>,
    toActions: (problem: Problem, document: vscode.TextDocument) => readonly vscode.CodeAction[],
  ) {
    this.#findProblems = findProblems;
    this.#toActions = toActions;
  }

  provideCodeActions(document: vscode.TextDocument, range: vscode.Range): vscode.CodeAction[] {
    return this.#findProblems(document.uri)
      .filter((problem) => problem.range.intersection(range) !== undefined)
      .flatMap((problem) => this.#toActions(problem, document));
  }
}
