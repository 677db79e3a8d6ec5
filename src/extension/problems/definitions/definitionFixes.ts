import * as vscode from 'vscode';
import { type DefinitionProblem, toRange } from './definitionProblem.ts';

/** What is marked in a document now. VS Code hands over copies of problems without what is ours in them. */
type FindProblems = (uri: vscode.Uri) => readonly DefinitionProblem[];

/** Offers the changes that put mistakes in definitions right. */
export class DefinitionFixes implements vscode.CodeActionProvider {
  static readonly metadata: vscode.CodeActionProviderMetadata = {
    providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
  };

  readonly #problemsOf: FindProblems;

  constructor(problemsOf: FindProblems) {
    this.#problemsOf = problemsOf;
  }

  provideCodeActions(document: vscode.TextDocument, range: vscode.Range): vscode.CodeAction[] {
    return this.#problemsOf(document.uri)
      .filter((problem) => problem.version === document.version && problem.range.intersection(range) !== undefined)
      .flatMap((problem) => toAction(document, problem) ?? []);
  }
}

function toAction(document: vscode.TextDocument, problem: DefinitionProblem): vscode.CodeAction | undefined {
  const { fix } = problem;
  if (fix === undefined) return undefined;
  const action = new vscode.CodeAction(fix.title, vscode.CodeActionKind.QuickFix);
  action.edit = new vscode.WorkspaceEdit();
  action.edit.replace(document.uri, toRange(document, fix), fix.text);
  action.diagnostics = [problem];
  action.isPreferred = true;
  return action;
}
