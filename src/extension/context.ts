import * as vscode from 'vscode';

/** The context keys that our `when` clauses use, and their values. */
export interface ContextKeys {
  /** Whether any account is in the explorer. */
  'azureBatch.hasAccounts': boolean;
  /** Whether the accounts have been read, so that the welcome view does not flash up. */
  'azureBatch.ready': boolean;
  /** Whether the user is signed in to VS Code with a Microsoft account; known while the welcome view is shown. */
  'azureBatch.signedIn': boolean;
  /** Whether a filter leaves failures out of the failures view. */
  'azureBatch.failuresFiltered': boolean;
  /** Whether the job of the document that is shown has ended, so that none of its tasks runs again. */
  'azureBatch.shownJobHasEnded': boolean;
  /** Whether the page of a task, or of a cause of failures, was opened. This and the next two complete steps of the walkthrough. */
  'azureBatch.didExplain': boolean;
  /** Whether failed tasks were retried. */
  'azureBatch.didRetry': boolean;
  /** Whether the overview of an account was opened. */
  'azureBatch.didShowOverview': boolean;
}

/** Sets a context key of ours. */
export function setContext<K extends keyof ContextKeys>(key: K, value: ContextKeys[K]): void {
  void vscode.commands.executeCommand('setContext', key, value);
}
