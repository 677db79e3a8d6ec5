import * as vscode from 'vscode';
import { type DefinitionProblem, toRange } from './definitionProblem.ts';

/** The change that puts a mistake in a definition right, as long as the document is the one that was checked. */
export function toDefinitionFixes(
  problem: DefinitionProblem,
  document: vscode.TextDocument,
): readonly vscode.CodeAction[] {
  const { fix } = problem;
  if (fix === undefined || problem.version !== document.version) return [];
  const action = new vscode.CodeAction(fix.title, vscode.CodeActionKind.QuickFix);
  action.edit = new vscode.WorkspaceEdit();
  action.edit.replace(document.uri, toRange(document, fix), fix.text);
  action.diagnostics = [problem];
  action.isPreferred = true;
  return [action];
}
