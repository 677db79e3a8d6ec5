import * as vscode from 'vscode';
import { checkUserName, type NodeOs } from '../../core/connect/nodeUser.ts';
import { Cancelled } from '../../core/model/cancelled.ts';
import type { KnownNodeUser } from './nodeUsers.ts';

/** A user of a node; one that was added from here has its key with it. */
export type Login = Pick<KnownNodeUser, 'name' | 'identityPath'>;

/** Asks for one of the users that were added from here, or for the name of another one. Throws `Cancelled`. */
export async function pickNodeUser(users: readonly KnownNodeUser[], title: string, os: NodeOs): Promise<Login> {
  if (users.length === 0) return askUserName(title, os);
  const items: (vscode.QuickPickItem & { readonly user?: KnownNodeUser })[] = users.map((user) => ({
    label: user.name,
    description: vscode.l10n.t('until {0}', new Date(user.expiryTime).toLocaleString()),
    user,
  }));
  items.push({ label: vscode.l10n.t('Another user…') });
  const chosen = await vscode.window.showQuickPick(items, { title, ignoreFocusOut: true });
  if (chosen === undefined) throw new Cancelled();
  return chosen.user ?? askUserName(title, os);
}

/** Asks for the name of a user that exists on the node already. Throws `Cancelled`. */
export async function askUserName(title: string, os: NodeOs): Promise<Login> {
  const name = await vscode.window.showInputBox({
    title,
    prompt: vscode.l10n.t('Name of the user on the node'),
    ignoreFocusOut: true,
    validateInput: (text) => checkUserName(text, os),
  });
  if (name === undefined) throw new Cancelled();
  return { name };
}
