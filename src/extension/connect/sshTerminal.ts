import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { type SshConnection, type SshSession, toSshArguments } from '../../core/connect/ssh.ts';
import { readSshFailure, type SshFailure, sshFailedCode } from '../../core/connect/sshFailure.ts';
import { toShortVisible } from '../../core/text/escape.ts';
import { toNodeLabel } from '../../core/words/nodeNames.ts';
import { createTerminal } from '../ui/window.ts';

const maxShownIdLength = 40;

/** Options of a terminal on a node. */
export interface SshTerminalOptions {
  readonly program: string;
  readonly connection: SshConnection;
  /** Name of the terminal; the node's name when absent. */
  readonly name?: string;
  /** Program to run in it; a login shell when absent. */
  readonly session?: SshSession;
  readonly logFolder: vscode.Uri;
  /** Called when `ssh` failed. VS Code has closed the terminal by then. */
  readonly onFailed: (failure: SshFailure) => void;
}

/** Opens a terminal that runs `ssh` to a node, as a program with a list of arguments and never through a shell. */
export async function openSshTerminal(options: SshTerminalOptions): Promise<vscode.Terminal> {
  const { program, connection, name = toNodeTitle(connection), session, logFolder, onFailed } = options;
  await mkdir(logFolder.fsPath, { recursive: true });
  const logPath = join(logFolder.fsPath, `ssh-${randomUUID()}.log`);
  const terminal = createTerminal({
    name,
    iconPath: new vscode.ThemeIcon('remote'),
    isTransient: true,
    shellPath: program,
    shellArgs: toSshArguments(connection, process.platform, logPath, session),
  });
  const subscription = vscode.window.onDidCloseTerminal(async (closed) => {
    if (closed !== terminal) return;
    subscription.dispose();
    const printed = await readFile(logPath, 'utf8').catch(() => '');
    await rm(logPath, { force: true }).catch(() => undefined);
    if (closed.exitStatus?.code === sshFailedCode) onFailed(readSshFailure(printed, connection) ?? { kind: 'lost' });
  });
  terminal.show();
  return terminal;
}

function toNodeTitle({ node: { nodeId }, nodeNames = new Map() }: SshConnection): string {
  return l10n.t('SSH: {0}', toShortVisible(toNodeLabel(nodeId, nodeNames), maxShownIdLength));
}
