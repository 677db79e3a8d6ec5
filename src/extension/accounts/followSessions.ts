import * as vscode from 'vscode';
import type { Accounts } from '../../app/accounts/accounts.ts';
import { noteChangedSessions } from './microsoftSession.ts';

/**
 * Reloads accounts without their earlier tokens when the user has signed in or out elsewhere in VS Code, so that they
 * show a sign-out immediately, and not only when the token expires.
 */
export function followSessions(
  accounts: Pick<Accounts, 'all' | 'findStore'>,
  onDidChangeSessions = vscode.authentication.onDidChangeSessions,
): vscode.Disposable {
  return onDidChangeSessions(({ provider }) => {
    if (!provider.id.startsWith('microsoft')) return;
    noteChangedSessions();
    for (const { id, authentication } of accounts.all) {
      if (authentication === 'microsoft') void accounts.findStore(id)?.refresh();
    }
  });
}
