import * as vscode from 'vscode';
import type { Accounts } from '../accounts/accounts.ts';
import { documentScheme } from '../documentUri.ts';
import type { FailureReader } from '../evidence/failureReader.ts';
import { FailureActions } from './actions.ts';
import { FailureWatch } from './failureWatch.ts';
import { LogDiagnostics } from './logDiagnostics.ts';
import { SourceMarks } from './sourceMarks.ts';
import { WorkspaceFiles } from './workspaceFiles.ts';

/** Shows failures where they can be put right: in opened logs and in the user's own source. */
export function registerProblems(
  accounts: Accounts,
  reader: FailureReader,
  log: vscode.LogOutputChannel,
): vscode.Disposable {
  const files = new WorkspaceFiles();
  const marks = new SourceMarks(files);
  const logs = new LogDiagnostics(accounts, log);
  const inLogs = new FailureActions((uri) => logs.problemsOf(uri));
  const inSource = new FailureActions((uri) => marks.problemsOf(uri));
  return vscode.Disposable.from(
    files,
    marks,
    logs,
    files.onDidChange(() => void marks.redraw()),
    new FailureWatch(accounts, reader, marks, log),
    vscode.languages.registerCodeActionsProvider({ scheme: documentScheme }, inLogs, FailureActions.metadata),
    vscode.languages.registerCodeActionsProvider({ scheme: 'file' }, inSource, FailureActions.metadata),
  );
}
