import * as vscode from 'vscode';
import type { Accounts } from '../../app/accounts/accounts.ts';
import type { Log } from '../../app/ports.ts';
import { documentScheme } from '../editors/documentUri.ts';
import type { WorkspaceFiles } from '../editors/workspaceFiles.ts';
import { LocalDefinitions } from './definitions/localDefinitions.ts';
import type { FailureDiagnostic } from './diagnostic.ts';
import { DocumentDiagnostics } from './documentDiagnostics.ts';
import { FailureHover, toFailureActions } from './failureActions.ts';
import { FailureWatch } from './failureWatch.ts';
import { createPropertyMarker, type PropertyMarks } from './propertyMarker.ts';
import { type FindProblems, QuickFixes } from './quickFixes.ts';
import { SourceMarks } from './sourceMarks.ts';

const ourFiles: vscode.DocumentFilter = { scheme: documentScheme };
/** The workspace may be on any file system; marked files are identified by address. */
const sourceFiles: vscode.DocumentFilter = { pattern: '**' };

/** Services for finding and explaining failures. */
export interface ProblemServices extends PropertyMarks {
  readonly accounts: Accounts;
  readonly log: Log;
}

/** Shows failures where they can be fixed: in faulty properties, and in the user's own source and definitions. */
export function registerProblems(services: ProblemServices, files: WorkspaceFiles): vscode.Disposable {
  const { accounts, reader, log } = services;
  const marks = new SourceMarks(files, log);
  const definitions = new DocumentDiagnostics(createPropertyMarker(services), accounts, log);
  const inOurs: FindProblems<FailureDiagnostic> = (uri) => definitions.findProblems(uri);
  const inSource: FindProblems<FailureDiagnostic> = (uri) => marks.findProblems(uri);
  const toActions = (problem: FailureDiagnostic) => toFailureActions(problem, accounts);
  return vscode.Disposable.from(
    marks,
    definitions,
    reader.onDidExplainAgain(() => definitions.markAgain()),
    files.onDidChange(() => marks.redraw()),
    new LocalDefinitions(log),
    new FailureWatch(accounts, reader, marks, log),
    vscode.languages.registerCodeActionsProvider(ourFiles, new QuickFixes(inOurs, toActions), QuickFixes.metadata),
    vscode.languages.registerHoverProvider(ourFiles, new FailureHover(accounts, inOurs)),
    vscode.languages.registerCodeActionsProvider(sourceFiles, new QuickFixes(inSource, toActions), QuickFixes.metadata),
    vscode.languages.registerHoverProvider(sourceFiles, new FailureHover(accounts, inSource)),
  );
}
