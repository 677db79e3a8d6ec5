import * as vscode from 'vscode';

/** The context keys in our `when` clauses, and their values. */
export interface ContextKeys {
  'azureBatch.hasAccounts': boolean;
  /** Set once the accounts have been read, so that the welcome view does not appear for a moment. */
  'azureBatch.ready': boolean;
  /**
   * Set if the user is signed in to VS Code with a Microsoft account; kept up to date while the welcome view is shown.
   */
  'azureBatch.signedIn': boolean;
  'azureBatch.failuresFiltered': boolean;
  /** Set if the task of the active document may run again with its own ID, as far as the loaded lists show. */
  'azureBatch.shownTaskCanRetry': boolean;
  /** Set if the task of the active document may run again only under another ID, because its job has ended. */
  'azureBatch.shownTaskCanResubmit': boolean;
  /** Set if a failure is marked in the active document. */
  'azureBatch.shownDocumentIsMarked': boolean;
  /**
   * Set once the page of a task, or of a cause of failures, was opened. This and the next two complete steps of the
   * walkthrough.
   */
  'azureBatch.didExplain': boolean;
  'azureBatch.didRetry': boolean;
  'azureBatch.didShowOverview': boolean;
}

/** Sets one of our context keys. */
export function setContext<K extends keyof ContextKeys>(key: K, value: ContextKeys[K]): void {
  void vscode.commands.executeCommand('setContext', key, value);
}
