import * as vscode from 'vscode';
import type { Accounts } from './accounts.ts';

/** Loads accounts again when the user has signed in or out elsewhere in VS Code. */
export function followSessions(accounts: Accounts): vscode.Disposable {
  return vscode.authentication.onDidChangeSessions(({ provider }) => {
    if (!provider.id.startsWith('microsoft')) return;
    for (const { id, authentication } of accounts.all) {
      if (authentication === 'microsoft') void accounts.findStore(id)?.refresh();
    }
  });
}
