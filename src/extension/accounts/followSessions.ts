import * as vscode from 'vscode';
import type { Accounts } from '../../app/accounts/accounts.ts';
import { noteChangedSessions } from './microsoftSession.ts';

/**
 * Loads accounts again when the user has signed in or out elsewhere in VS Code, with no token of before: after a sign-out
 * they say so at once, and not when the token expires.
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
