import * as vscode from 'vscode';
import type { FailureDiagnostic } from './diagnostic.ts';
import { toCommands } from './failureCommands.ts';

/** What explains a failure that is marked, and what puts it right. */
export function toFailureActions(problem: FailureDiagnostic): readonly vscode.CodeAction[] {
  return toCommands(problem).map((command) => {
    const action = new vscode.CodeAction(command.title, vscode.CodeActionKind.QuickFix);
    action.command = command;
    action.diagnostics = [problem];
    return action;
  });
}
