import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Command, RemedyContribution } from '../../../app/actions/verb/contribution.ts';
import { createTerminal } from '../../ui/window.ts';

export const contribution: RemedyContribution = {
  title: 'Sign In with the Azure CLI (az login)',
  effect: 'reads',
  remedy: () => l10n.t('Run “az login”'),
};

/**
 * Runs `az login` in a terminal, where the Azure CLI shows its prompts. After a success, reloads the accounts that are
 * opened by the Azure CLI.
 */
export const run: Command = async ({ accounts }) => {
  if (!(await logInByCli())) return;
  const signedIn = accounts.all.filter(({ authentication }) => authentication === 'azureCli');
  await Promise.all(signedIn.map(({ id }) => accounts.findStore(id)?.refresh()));
};

/** Runs `az login` in a terminal, for one tenant if it is given. Resolves to whether it succeeded. */
export async function logInByCli(tenantId?: string): Promise<boolean> {
  const args = tenantId === undefined ? ['login'] : ['login', '--tenant', tenantId];
  const isWindows = process.platform === 'win32';
  const terminal = createTerminal({
    name: l10n.t('Sign in with the Azure CLI'),
    iconPath: new vscode.ThemeIcon('azure'),
    isTransient: true,
    // On Windows the CLI is a batch file, which needs an interpreter. A tenant ID, the only argument from outside,
    // consists of letters, digits, and hyphens.
    ...(isWindows
      ? { shellPath: 'cmd.exe', shellArgs: ['/d', '/c', 'az', ...args] }
      : { shellPath: 'az', shellArgs: args }),
  });
  terminal.show();
  await ended(terminal);
  return terminal.exitStatus?.code === 0;
}

function ended(terminal: vscode.Terminal): Promise<void> {
  return new Promise((resolve) => {
    const subscription = vscode.window.onDidCloseTerminal((closed) => {
      if (closed !== terminal) return;
      subscription.dispose();
      resolve();
    });
  });
}
