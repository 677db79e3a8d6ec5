import * as vscode from 'vscode';
import type { SshConnection } from '../../../core/connect/ssh.ts';
import type { SshFailure } from '../../../core/connect/sshFailure.ts';
import { BatchError } from '../../../core/model/batchError.ts';
import type { NodeResource } from '../../../core/model/resource.ts';
import { isAllDone } from '../../../core/remedy/bulk/bulkRecord.ts';
import { toCommandId } from '../../commandId.ts';
import { prepareKnownHosts } from '../../connect/hostKeys.ts';
import { notifySshFailure } from '../../connect/notifySshFailure.ts';
import { pickNodeLogin } from '../../connect/pickNodeLogin.ts';
import type { Login } from '../../connect/pickNodeUser.ts';
import { forgetIfReimaged } from '../../connect/reimagedNodes.ts';
import { findReachableNode, type ReachableNode } from '../../connect/remoteEndpoint.ts';
import { findSshProgram } from '../../connect/sshClient.ts';
import { probeNode } from '../../connect/sshProbe.ts';
import { openSshTerminal } from '../../connect/sshTerminal.ts';
import { offerButtons } from '../../messages.ts';
import type { CommandServices } from '../command.ts';
import type { RemedyContribution } from '../contribution.ts';
import { resolveOne } from '../resolve.ts';
import { toNotification, whileCancellable } from '../whileCancellable.ts';
import { takeOffline } from './disableScheduling.ts';

export const contribution: RemedyContribution = {
  title: 'Connect to a Node with SSH…',
  icon: 'terminal',
  effect: 'unseen',
  remedy: () => vscode.l10n.t('Connect by SSH…'),
  rows: [{ on: 'node', unless: ['windows', 'unreachable'], at: 'connect@1' }],
};

/**
 * Opens a terminal with an SSH session on a node, or tells why there is none; undefined then. Where the user wants the node
 * offline first, it is taken offline once somebody can sign in, since the service adds no users afterwards (Batch
 * documentation: "Compute Node - Disable Scheduling", "Compute Node - Add User").
 */
export async function run(services: CommandServices, args: readonly unknown[]): Promise<vscode.Terminal | undefined> {
  const node = await resolveOne(services, 'node', args);
  const program = await findSshProgram();
  const { service } = await services.accounts.getStore(node.accountId);
  const reachable = await findReachableNode(service, node);
  if (reachable.os === 'windows') throw notForWindows();
  const { globalStorageUri: storage, logUri: logFolder } = services.context;
  await forgetIfReimaged(services.context, node, reachable.node);
  const { login, offlineFirst } = await pickNodeLogin(service, services.context, node, reachable);
  if (offlineFirst && !isAllDone(await takeOffline(services, [node]))) return undefined;
  const connection = await toConnection(storage, node, reachable, login);
  const failure = await findFailure(program, connection);
  if (failure !== undefined) {
    notifySshFailure(storage, failure, connection);
    return undefined;
  }
  const onFailed = (why: SshFailure): void => notifySshFailure(storage, why, connection);
  const terminal = await openSshTerminal({ program, connection, logFolder, onFailed });
  if (offlineFirst) offerOnlineAfter(terminal, node);
  return terminal;
}

/** Who has examined a node is not to forget that it runs no tasks. */
function offerOnlineAfter(terminal: vscode.Terminal, node: NodeResource): void {
  const subscription = vscode.window.onDidCloseTerminal(async (closed) => {
    if (closed !== terminal) return;
    subscription.dispose();
    const bringOnline = vscode.l10n.t('Bring Node Online');
    const message = vscode.l10n.t('The node is offline: it runs no tasks until you bring it online.');
    if ((await offerButtons('information', message, bringOnline)) === bringOnline)
      await vscode.commands.executeCommand(toCommandId('node.enableScheduling'), node);
  });
}

/** In Restricted Mode nothing is run before VS Code has asked for trust, which it does when the terminal opens. */
async function findFailure(program: string, connection: SshConnection): Promise<SshFailure | undefined> {
  if (!vscode.workspace.isTrusted) return undefined;
  return whileCancellable(toNotification(vscode.l10n.t('Connecting to the node')), (signal) =>
    probeNode(program, connection, signal),
  );
}

async function toConnection(
  storage: vscode.Uri,
  node: NodeResource,
  { endpoint, isPrivate }: ReachableNode,
  { name, proof }: Login,
): Promise<SshConnection> {
  return {
    user: name,
    address: endpoint.remoteLoginIPAddress,
    port: endpoint.remoteLoginPort,
    node,
    proof,
    isPrivate,
    knownHostsPath: await prepareKnownHosts(storage),
  };
}

function notForWindows(): BatchError {
  return new BatchError({
    code: 'InvalidInput',
    message: vscode.l10n.t('The nodes of this pool run Windows. Connect to them with Remote Desktop.'),
  });
}
