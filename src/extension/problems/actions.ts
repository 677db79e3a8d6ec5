import * as vscode from 'vscode';
import type { FailureDiagnostic } from './diagnostic.ts';
import { toCommands } from './failureCommands.ts';

/** What is marked in a document now. VS Code hands over copies of problems without what is ours in them. */
export type FindProblems = (uri: vscode.Uri) => readonly FailureDiagnostic[];

/** Offers on every problem of ours what explains it and what puts it right: in the editor and in the Problems panel. */
export class FailureActions implements vscode.CodeActionProvider {
  static readonly metadata: vscode.CodeActionProviderMetadata = {
    providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
  };

  readonly #problemsOf: FindProblems;

  constructor(problemsOf: FindProblems) {
    this.#problemsOf = problemsOf;
  }

  provideCodeActions(document: vscode.TextDocument, range: vscode.Range): vscode.CodeAction[] {
    return this.#problemsOf(document.uri)
      .filter((problem) => problem.range.intersection(range) !== undefined)
      .flatMap((problem) => toCommands(problem).map((command) => toAction(problem, command)));
  }
}

function toAction(problem: FailureDiagnostic, command: vscode.Command): vscode.CodeAction {
  const action = new vscode.CodeAction(command.title, vscode.CodeActionKind.QuickFix);
  action.command = command;
  action.diagnostics = [problem];
  return action;
}
