import * as vscode from 'vscode';
import type { Accounts } from '../accounts/accounts.ts';
import { documentScheme } from '../documentUri.ts';
import type { FailureReader } from '../evidence/failureReader.ts';
import { FailureActions, type FindProblems } from './actions.ts';
import { FailureWatch } from './failureWatch.ts';
import { FailureHover } from './hover.ts';
import { FailureLenses } from './lenses.ts';
import { LogDiagnostics } from './logDiagnostics.ts';
import { SourceMarks } from './sourceMarks.ts';
import { WorkspaceFiles } from './workspaceFiles.ts';

const logFiles: vscode.DocumentFilter = { scheme: documentScheme, pattern: '**/files/**' };
/** The workspace may be on any file system; what is marked is known by its address. */
const sourceFiles: vscode.DocumentFilter = { pattern: '**' };

/** Shows failures where they can be put right: in opened logs and in the user's own source. */
export function registerProblems(
  accounts: Accounts,
  reader: FailureReader,
  log: vscode.LogOutputChannel,
): vscode.Disposable {
  const files = new WorkspaceFiles();
  const marks = new SourceMarks(files);
  const logs = new LogDiagnostics(accounts, log);
  const inLogs: FindProblems = (uri) => logs.problemsOf(uri);
  const inSource: FindProblems = (uri) => marks.problemsOf(uri);
  const lenses = new FailureLenses(inLogs, logs.onDidChange);
  return vscode.Disposable.from(
    files,
    marks,
    logs,
    lenses,
    files.onDidChange(() => void marks.redraw()),
    new FailureWatch(accounts, reader, marks, log),
    vscode.languages.registerCodeActionsProvider(logFiles, new FailureActions(inLogs), FailureActions.metadata),
    vscode.languages.registerCodeLensProvider(logFiles, lenses),
    vscode.languages.registerHoverProvider(logFiles, new FailureHover(inLogs)),
    vscode.languages.registerCodeActionsProvider(sourceFiles, new FailureActions(inSource), FailureActions.metadata),
    vscode.languages.registerHoverProvider(sourceFiles, new FailureHover(inSource)),
  );
}
