import * as vscode from 'vscode';
import type { Accounts } from '../../app/accounts/accounts.ts';
import { hasJobEnded } from '../../app/lists/findById.ts';
import { toKind } from '../../core/model/resource.ts';
import { fromDocumentUri } from '../editors/documentUri.ts';
import { findActiveDocument } from '../editors/shownDocuments.ts';
import { setContext } from '../ui/context.ts';

/**
 * Updates the context key by which a document's title offers the actions on its task: a job that has ended runs no
 * tasks again.
 */
export function followShownJob(accounts: Pick<Accounts, 'findStore' | 'onDidChangeData'>): vscode.Disposable {
  let isEnded: boolean | undefined;
  const look = (): void => {
    const now = hasEnded(accounts);
    if (now !== isEnded) setContext('azureBatch.shownJobHasEnded', now);
    isEnded = now;
  };
  look();
  return vscode.Disposable.from(
    vscode.window.tabGroups.onDidChangeTabs(look),
    vscode.window.tabGroups.onDidChangeTabGroups(look),
    vscode.window.onDidChangeActiveTextEditor(look),
    accounts.onDidChangeData(look),
  );
}

function hasEnded(accounts: Pick<Accounts, 'findStore'>): boolean {
  const uri = findActiveDocument();
  const resource = uri === undefined ? undefined : fromDocumentUri(uri)?.resource;
  const job = resource === undefined ? undefined : toKind('job', resource);
  return job !== undefined && hasJobEnded(accounts.findStore(job.accountId)?.snapshot, job.jobId);
}
