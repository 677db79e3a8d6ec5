import * as vscode from 'vscode';
import type { Accounts } from '../../app/accounts/accounts.ts';
import { setContext } from '../ui/context.ts';
import { listSignInClouds } from './signInCloud.ts';

/**
 * Sets the context key that lets the welcome view show the right text for an empty explorer. Checks whether the user is
 * signed in to VS Code with a Microsoft account once the view is visible without an account, when the last account is
 * removed, and whenever sessions change. Never prompts for sign-in.
 */
export function followSignIn(
  accounts: Pick<Accounts, 'all' | 'onDidChangeAccounts'>,
  onDidShow: vscode.Event<void>,
  authentication: Pick<typeof vscode.authentication, 'getAccounts' | 'onDidChangeSessions'> = vscode.authentication,
): vscode.Disposable {
  let isAsked = false;
  let hadAccounts = accounts.all.length > 0;
  const look = async (): Promise<void> => {
    if (accounts.all.length > 0) return;
    isAsked = true;
    const users = await Promise.all(
      // A missing provider has no users.
      listSignInClouds().map(async ({ providerId }) => authentication.getAccounts(providerId).then(count, () => 0)),
    );
    setContext(
      'azureBatch.signedIn',
      users.some((number) => number > 0),
    );
  };
  return vscode.Disposable.from(
    onDidShow(() => void look()),
    accounts.onDidChangeAccounts(() => {
      const isEmptied = hadAccounts && accounts.all.length === 0;
      hadAccounts = accounts.all.length > 0;
      if (isEmptied) void look();
    }),
    authentication.onDidChangeSessions(({ provider }) => {
      if (isAsked && provider.id.startsWith('microsoft')) void look();
    }),
  );
}

const count = (users: readonly unknown[]): number => users.length;
