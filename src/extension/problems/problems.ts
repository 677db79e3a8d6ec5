import * as vscode from 'vscode';
import type { Accounts } from '../../app/accounts/accounts.ts';
import type { FailureReader } from '../../app/evidence/failureReader.ts';
import type { Log } from '../../app/ports.ts';
import { toKind } from '../../core/model/resourceChain.ts';
import { toShortVisible } from '../../core/text/escape.ts';
import { bundles } from '../../node/load.ts';
import { documentScheme, fromDocumentUri } from '../documentUri.ts';
import { loadDiagnosis } from '../load.ts';
import { loadCommands } from '../loadCommands.ts';
import type { WorkspaceFiles } from '../workspaceFiles.ts';
import { LocalDefinitions } from './definitions/localDefinitions.ts';
import { FailureDiagnostic, toRepairs } from './diagnostic.ts';
import { DocumentDiagnostics, type Marker } from './documentDiagnostics.ts';
import { FailureHover, toFailureActions } from './failureActions.ts';
import { FailureWatch } from './failureWatch.ts';
import { type FindProblems, QuickFixes } from './quickFixes.ts';
import { SourceMarks } from './sourceMarks.ts';

const ourFiles: vscode.DocumentFilter = { scheme: documentScheme };
/** The workspace may be on any file system; what is marked is known by its address. */
const sourceFiles: vscode.DocumentFilter = { pattern: '**' };

/** Shows failures where they can be put right: in properties of tasks, and in the user's own source and definitions. */
export function registerProblems(
  accounts: Accounts,
  reader: FailureReader,
  files: WorkspaceFiles,
  log: Log,
): vscode.Disposable {
  const marks = new SourceMarks(files, log);
  const definitions = new DocumentDiagnostics(createDefinitionMarker(reader), accounts, log);
  const inOurs: FindProblems<FailureDiagnostic> = (uri) => definitions.findProblems(uri);
  const inSource: FindProblems<FailureDiagnostic> = (uri) => marks.findProblems(uri);
  const toActions = (problem: FailureDiagnostic) => toFailureActions(problem, accounts);
  return vscode.Disposable.from(
    marks,
    definitions,
    files.onDidChange(() => marks.redraw()),
    new LocalDefinitions(log),
    new FailureWatch(accounts, reader, marks, log),
    vscode.languages.registerCodeActionsProvider(ourFiles, new QuickFixes(inOurs, toActions), QuickFixes.metadata),
    vscode.languages.registerHoverProvider(ourFiles, new FailureHover(accounts, inOurs)),
    vscode.languages.registerCodeActionsProvider(sourceFiles, new QuickFixes(inSource, toActions), QuickFixes.metadata),
    vscode.languages.registerHoverProvider(sourceFiles, new FailureHover(accounts, inSource)),
  );
}

const maxMessageLength = 300;

/** Marks the property at fault in the JSON of a failed task: what has to be changed there before it can succeed. */
function createDefinitionMarker(reader: FailureReader): Marker {
  return {
    name: 'azureBatch.definitions',
    findSubject(document) {
      const target = fromDocumentUri(document.uri);
      return target?.document === 'json' && target.resource.kind === 'task' ? target.resource : undefined;
    },
    async mark({ document, subject, store }) {
      const task = toKind('task', subject);
      if (task === undefined) return [];
      const { explanation } = await loadCommands().readAndExplainTask(store, task, { bundles, reader }, new Date());
      const text = document.getText();
      return explanation.fixes.flatMap(({ text: what, property }) => {
        if (property === undefined) return [];
        const span = loadDiagnosis().findProperty(text, property);
        if (span === undefined) return [];
        const range = new vscode.Range(
          document.positionAt(span.offset),
          document.positionAt(span.offset + span.length),
        );
        const message = toShortVisible(`${explanation.title}. ${what}`, maxMessageLength);
        const repair = (['task.retry', 'task.resubmit'] as const).find((one) => explanation.remedies.includes(one));
        return [new FailureDiagnostic(range, message, explanation.category, [subject], toRepairs(repair, [subject]))];
      });
    },
  };
}
