import * as vscode from 'vscode';
import type { Accounts } from '../../app/accounts/accounts.ts';
import type { Log } from '../../app/ports.ts';
import { fileFilter } from '../editors/documentUri.ts';
import { DocumentDiagnostics } from './documentDiagnostics.ts';
import { FailureHover, FailureLenses, toFailureActions } from './failureActions.ts';
import { createLogMarker, type LogMarks } from './logMarker.ts';
import { QuickFixes } from './quickFixes.ts';

export interface LogProblemServices extends LogMarks {
  readonly accounts: Accounts;
  readonly log: Log;
}

/** Marks in opened logs why their tasks failed, and offers remedies there. */
export function registerLogProblems({ accounts, log, ...marks }: LogProblemServices): vscode.Disposable {
  const logs = new DocumentDiagnostics(createLogMarker(marks), accounts, log);
  const find = (uri: vscode.Uri) => logs.findProblems(uri);
  const lenses = new FailureLenses(accounts, find, logs.onDidChange);
  const fixes = new QuickFixes(find, (problem) => toFailureActions(problem, accounts));
  return vscode.Disposable.from(
    logs,
    marks.reader.onDidExplainAgain(() => logs.markAgain()),
    lenses,
    vscode.languages.registerCodeActionsProvider(fileFilter, fixes, QuickFixes.metadata),
    vscode.languages.registerCodeLensProvider(fileFilter, lenses),
    vscode.languages.registerHoverProvider(fileFilter, new FailureHover(accounts, find)),
  );
}
