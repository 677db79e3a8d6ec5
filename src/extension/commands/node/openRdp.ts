import * as vscode from 'vscode';
import { toHostKeyAlias } from '../../../core/connect/hostKeys.ts';
import { toRdpFile } from '../../../core/connect/rdp.ts';
import { BatchError } from '../../../core/model/batchError.ts';
import type { NodeResource } from '../../../core/model/resource.ts';
import { findNodeUsers } from '../../connect/nodeUsers.ts';
import { pickNodeUser } from '../../connect/pickNodeUser.ts';
import { forgetIfReimaged } from '../../connect/reimagedNodes.ts';
import { findReachableNode } from '../../connect/remoteEndpoint.ts';
import { notifyError, offerButtons } from '../../messages.ts';
import type { CommandServices } from '../command.ts';
import type { RemedyContribution } from '../contribution.ts';
import { resolveOne } from '../resolve.ts';

export const contribution: RemedyContribution = {
  title: 'Connect to a Node with Remote Desktop…',
  effect: 'unseen',
  remedy: () => vscode.l10n.t('Connect by Remote Desktop…'),
  rows: [{ on: 'node', unless: ['linux', 'unreachable'], at: '4_connect@2' }],
};

/** Longest file name that every file system takes, with room for the ending. */
const maxFileNameLength = 120;

/** Writes a Remote Desktop file for a Windows node, without a password and without redirections, and opens it. */
export async function run(services: CommandServices, args: readonly unknown[]): Promise<vscode.Uri> {
  const node = await resolveOne(services, 'node', args);
  const { service } = await services.accounts.getStore(node.accountId);
  const { os, endpoint, node: present } = await findReachableNode(service, node);
  if (os === 'linux') throw notForLinux();
  await forgetIfReimaged(services.context, node, present);
  const users = findNodeUsers(services.context.globalState, node, Date.now());
  const { name: user } = await pickNodeUser(users, vscode.l10n.t('Sign in to the node as'), 'windows');
  const text = toRdpFile({ address: endpoint.remoteLoginIPAddress, port: endpoint.remoteLoginPort, user });
  const file = vscode.Uri.joinPath(services.context.globalStorageUri, 'rdp', toFileName(node));
  await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
  void offerFile(file);
  return file;
}

/** A name of our own alphabet, whatever the node is called. */
function toFileName(node: NodeResource): string {
  return `${toHostKeyAlias(node).slice(-maxFileNameLength)}.rdp`;
}

async function offerFile(file: vscode.Uri): Promise<void> {
  const open = vscode.l10n.t('Open');
  const show = vscode.l10n.t('Show Text');
  const chosen = await offerButtons(
    'information',
    vscode.l10n.t(
      'The Remote Desktop file is ready. The file contains no password and shares nothing of this computer with the node.',
    ),
    open,
    show,
  );
  if (chosen === open && !(await vscode.env.openExternal(file))) notifyNoClient(file);
  if (chosen === show) await vscode.window.showTextDocument(file);
}

function notifyNoClient(file: vscode.Uri): void {
  notifyError(
    vscode.l10n.t(
      'No program on this computer opened the Remote Desktop file. Install a Remote Desktop client, or enter the address and the user from the file in another client.',
    ),
    { title: vscode.l10n.t('Show Text'), command: 'vscode.open', arguments: [file] },
  );
}

function notForLinux(): BatchError {
  return new BatchError({
    code: 'InvalidInput',
    message: vscode.l10n.t('The nodes of this pool run Linux. Connect to them with SSH.'),
  });
}
