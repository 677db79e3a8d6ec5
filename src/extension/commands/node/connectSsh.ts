import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { resolveOne } from '../../../app/actions/targets/resolve.ts';
import type { RemedyContribution } from '../../../app/actions/verb/contribution.ts';
import { toCommandId } from '../../../app/commandId.ts';
import type { WithUi } from '../../../app/ui.ts';
import type { SshFailure } from '../../../core/connect/sshFailure.ts';
import type { NodeResource } from '../../../core/model/resource.ts';
import { notifySshFailure } from '../../connect/notifySshFailure.ts';
import { findSshProgram } from '../../connect/sshClient.ts';
import { openSshTerminal, type SshTerminalOptions } from '../../connect/sshTerminal.ts';
import type { CommandServices } from '../command.ts';
import { connectBySsh, type PreparedSsh } from './connectBySsh.ts';

export const contribution: RemedyContribution = {
  title: 'Connect to a Node with SSH…',
  icon: 'terminal',
  effect: 'unseen',
  remedy: () => l10n.t('Connect by SSH…'),
  rows: [{ on: 'node', unless: ['windows', 'unreachable'], at: 'connect@1' }],
};

/** Opens a terminal with an SSH session on a node, or shows why it can't and returns undefined. */
export async function run(services: CommandServices, args: readonly unknown[]): Promise<vscode.Terminal | undefined> {
  const node = await resolveOne(services, 'node', args);
  const program = await findSshProgram();
  const attempt = { command: toCommandId('node.connectSsh'), target: node };
  return connectBySsh(services, node, program, { attempt }, (prepared) => openTerminal(services, program, prepared));
}

/** Opens a terminal on a node, and shows why if its connection fails. */
export async function openTerminal(
  services: CommandServices,
  program: string,
  { connection, attempt, isOffline }: PreparedSsh,
  what: Pick<SshTerminalOptions, 'name' | 'session'> = {},
): Promise<vscode.Terminal> {
  const { globalStorageUri: storage, logUri: logFolder } = services.context;
  const onFailed = (why: SshFailure): void => notifySshFailure(storage, why, connection, attempt);
  const terminal = await openSshTerminal({ ...what, program, connection, logFolder, onFailed });
  if (isOffline) offerOnlineAfter(services, terminal, connection.node);
  return terminal;
}

/** Reminds the user, when the terminal on a node closes, that the node is offline and gets no tasks. */
function offerOnlineAfter(services: WithUi, terminal: vscode.Terminal, node: NodeResource): void {
  const subscription = vscode.window.onDidCloseTerminal(async (closed) => {
    if (closed !== terminal) return;
    subscription.dispose();
    const bringOnline = l10n.t('Bring Node Online');
    const message = l10n.t("You took the node offline: it won't get new tasks until you bring it online.");
    if ((await services.ui.offer('information', message, bringOnline)) === bringOnline)
      await services.ui.run(toCommandId('node.enableScheduling'), node);
  });
}
