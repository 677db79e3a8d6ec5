import * as vscode from 'vscode';
import { toSshArguments } from '../../../core/connect/ssh.ts';
import { BatchError } from '../../../core/model/batchError.ts';
import { Cancelled } from '../../../core/model/cancelled.ts';
import type { NodeResource } from '../../../core/model/resource.ts';
import { toShortVisible } from '../../../core/text/escape.ts';
import type { BatchService } from '../../../service/ports.ts';
import { createNodeUser } from '../../connect/createNodeUser.ts';
import { findNodeUsers } from '../../connect/nodeUsers.ts';
import { askUserName, type Login, pickNodeUser } from '../../connect/pickNodeUser.ts';
import { findReachableNode } from '../../connect/remoteEndpoint.ts';
import { findSshProgram, prepareKnownHosts } from '../../connect/sshClient.ts';
import type { CommandServices } from '../command.ts';
import { resolveOne } from '../resolve.ts';

const maxShownIdLength = 40;

/** Opens a terminal that runs `ssh` to a node, as a program with a list of arguments and never through a shell. */
export async function connectSsh(services: CommandServices, args: readonly unknown[]): Promise<vscode.Terminal> {
  const node = await resolveOne(services, 'node', args);
  const shellPath = await findSshProgram();
  const { service } = await services.accounts.getStore(node.accountId);
  const { os, endpoint } = await findReachableNode(service, node);
  if (os === 'windows') throw notForWindows();
  const login = await pickLogin(services, service, node);
  const connection = {
    user: login.name,
    address: endpoint.remoteLoginIPAddress,
    port: endpoint.remoteLoginPort,
    node,
    knownHostsPath: await prepareKnownHosts(services.context.globalStorageUri),
    ...(login.identityPath === undefined ? {} : { identityPath: login.identityPath }),
  };
  const terminal = vscode.window.createTerminal({
    name: vscode.l10n.t('SSH: {0}', toShortVisible(node.nodeId, maxShownIdLength)),
    iconPath: new vscode.ThemeIcon('remote'),
    isTransient: true,
    shellPath,
    shellArgs: toSshArguments(connection, process.platform),
  });
  terminal.show();
  return terminal;
}

async function pickLogin(services: CommandServices, service: BatchService, node: NodeResource): Promise<Login> {
  const users = findNodeUsers(services.context.globalState, node, Date.now());
  const [only, ...others] = users;
  if (only === undefined) return addOrName(services, service, node);
  return others.length === 0 ? only : pickNodeUser(users, loginTitle(), 'linux');
}

/** Without a user on the node nobody gets in, so adding one is the first choice. */
async function addOrName(services: CommandServices, service: BatchService, node: NodeResource): Promise<Login> {
  const add = {
    label: vscode.l10n.t('Add a user to this node…'),
    description: vscode.l10n.t('with a key or a password, for a while'),
  };
  const name = { label: vscode.l10n.t('Log in as a user that exists…') };
  const chosen = await vscode.window.showQuickPick([add, name], { title: loginTitle(), ignoreFocusOut: true });
  if (chosen === undefined) throw new Cancelled();
  if (chosen === name) return askUserName(loginTitle(), 'linux');
  const { known, generatedPassword } = await createNodeUser(service, services.context.globalState, node);
  if (generatedPassword !== undefined) void offerPassword(generatedPassword);
  return known;
}

async function offerPassword(password: string): Promise<void> {
  const copy = vscode.l10n.t('Copy password');
  const message = vscode.l10n.t('The terminal asks for the password that was made for the user.');
  const chosen = await vscode.window.showInformationMessage(message, copy);
  if (chosen === copy) await vscode.env.clipboard.writeText(password);
}

function loginTitle(): string {
  return vscode.l10n.t('Log in to the node as');
}

function notForWindows(): BatchError {
  return new BatchError({
    code: 'InvalidInput',
    message: vscode.l10n.t('The nodes of this pool run Windows. Connect to them with Remote Desktop.'),
  });
}
