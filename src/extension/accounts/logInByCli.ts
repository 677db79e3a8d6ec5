import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { createTerminal } from '../ui/window.ts';

/** Runs `az login` in a terminal, where the Azure CLI shows its prompts, for one tenant if it is given. Resolves to whether it succeeded. */
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
