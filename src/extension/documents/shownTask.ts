import * as vscode from 'vscode';
import type { Accounts } from '../../app/accounts/accounts.ts';
import { findLoadedTask } from '../../app/evidence/findTask.ts';
import { findJob, hasJobEnded } from '../../app/lists/findById.ts';
import { planAgain } from '../../core/changes/taskPlans.ts';
import { toKind } from '../../core/model/resource.ts';
import { diagnosticSource } from '../editors/diagnosticSource.ts';
import { fromDocumentUri } from '../editors/documentUri.ts';
import { findActiveDocument } from '../editors/shownDocuments.ts';
import { type ContextKeys, setContext } from '../ui/context.ts';

type Stores = Pick<Accounts, 'findStore'>;

/** Updates the context keys by which a document's title offers actions on its task and on its marked failure. */
export function followShownTask(accounts: Stores & Pick<Accounts, 'onDidChangeData'>): vscode.Disposable {
  const known = new Map<keyof ContextKeys, boolean>();
  const set = (key: keyof ContextKeys, value: boolean): void => {
    if (known.get(key) !== value) setContext(key, value);
    known.set(key, value);
  };
  const lookAtMarks = (uri = findActiveDocument()): void => {
    set('azureBatch.shownDocumentIsMarked', uri !== undefined && isMarked(uri));
  };
  const look = (): void => {
    const uri = findActiveDocument();
    const again = uri && findWay(accounts, uri);
    set('azureBatch.shownTaskCanRetry', again === 'retry');
    set('azureBatch.shownTaskCanResubmit', again === 'resubmit');
    lookAtMarks(uri);
  };
  look();
  return vscode.Disposable.from(
    vscode.window.tabGroups.onDidChangeTabs(look),
    vscode.window.tabGroups.onDidChangeTabGroups(look),
    vscode.window.onDidChangeActiveTextEditor(look),
    // Other extensions' diagnostics change with each key press.
    vscode.languages.onDidChangeDiagnostics(() => lookAtMarks()),
    accounts.onDidChangeData(look),
  );
}

/** Returns how the task of a document may run again. A task that no loaded list has may have failed. */
function findWay(accounts: Stores, uri: vscode.Uri): ReturnType<typeof planAgain> {
  const resource = fromDocumentUri(uri)?.resource;
  const shown = resource && toKind('task', resource);
  const snapshot = shown && accounts.findStore(shown.accountId)?.snapshot;
  if (shown === undefined || snapshot === undefined) return undefined;
  const task = findLoadedTask(snapshot, shown);
  if (task !== undefined) return planAgain(task, findJob(snapshot, shown.jobId));
  return hasJobEnded(snapshot, shown.jobId) ? 'resubmit' : 'retry';
}

function isMarked(uri: vscode.Uri): boolean {
  return vscode.languages.getDiagnostics(uri).some(({ source }) => source === diagnosticSource);
}
