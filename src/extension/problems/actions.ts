import * as vscode from 'vscode';
import type { FailureDiagnostic } from './diagnostic.ts';
import { type ReadOnlyAccounts, toCommands } from './failureCommands.ts';

/** What explains a failure that is marked, and what puts it right. */
export function toFailureActions(problem: FailureDiagnostic, accounts: ReadOnlyAccounts): readonly vscode.CodeAction[] {
  return toCommands(problem, accounts).map(({ refusal, ...command }) => {
    const action = new vscode.CodeAction(command.title, vscode.CodeActionKind.QuickFix);
    action.command = command;
    if (refusal !== undefined) action.disabled = { reason: refusal };
    action.diagnostics = [problem];
    return action;
  });
}
