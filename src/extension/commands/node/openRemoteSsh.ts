import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { resolveOne } from '../../../app/actions/targets/resolve.ts';
import type { Contribution } from '../../../app/actions/verb/contribution.ts';
import { toCommandId } from '../../../app/commandId.ts';
import { findNodeUsers } from '../../../app/connect/nodeUsers.ts';
import { askToConfirm, type WithUi } from '../../../app/ui.ts';
import {
  readEntryLookup,
  readSshProxy,
  type SshConnection,
  type SshEntryOptions,
  toEntryLookupArguments,
  toSshLookupArguments,
} from '../../../core/connect/ssh.ts';
import { addConfigEntry, type SshConfigEntryDetails, toConfigHost } from '../../../core/connect/sshConfigEntry.ts';
import { BatchError, toInvalidInput } from '../../../core/model/batchError.ts';
import { Cancelled } from '../../../core/model/cancelled.ts';
import type { NodeResource } from '../../../core/model/resource.ts';
import { listPlain } from '../../../core/text/lists.ts';
import { formatTime } from '../../../core/words/times.ts';
import type { SshAttempt } from '../../connect/notifySshFailure.ts';
import { requireTrust } from '../../connect/runOnNodes.ts';
import { cannotLookUp, findSshProgram, lookUpSshConfig } from '../../connect/sshClient.ts';
import {
  changeSshConfig,
  findSshConfigOption,
  findSshConfigPath,
  prepareSshConfigBackup,
  removeExpiredEntries,
} from '../../connect/sshConfigFile.ts';
import type { CommandServices } from '../command.ts';
import { connectBySsh, type PreparedSsh } from './connectBySsh.ts';

export const contribution: Contribution = {
  title: 'Open in Remote-SSH…',
  icon: 'remote-explorer',
  effect: 'unseen',
  palette: 'never',
  rows: [{ on: 'node', unless: ['windows', 'unreachable'], at: 'connect@3' }],
};

const remoteSshId = 'ms-vscode-remote.remote-ssh';
/** Command that Remote-SSH offers to other extensions. */
const openWindowCommand = 'opensshremotes.openEmptyWindow';

export async function run(services: CommandServices, args: readonly unknown[]): Promise<void> {
  requireRemoteSsh();
  const node = await resolveOne(services, 'node', args);
  await openRemote(services, node, { command: toCommandId('node.openRemoteSsh'), target: node });
}

/** Requirements for a window on a node. */
export interface RemoteWish {
  readonly needsAdmin?: boolean;
  /** Reads the path of the folder to open; undefined if there is none and the reason has been reported. */
  readonly findFolder?: (program: string, prepared: PreparedSsh) => Promise<string | undefined>;
}

/** Throws `BatchError` (`InvalidInput`) if the extension Remote-SSH is missing. */
export function requireRemoteSsh(): void {
  if (vscode.extensions.getExtension(remoteSshId) === undefined) throw notInstalled();
}

/**
 * Opens a window of VS Code on a node with the extension Remote-SSH, which finds the node by an entry in the user's
 * `ssh_config`. The entry is written after the user confirms, and removed when the node's user expires or by a command.
 * `attempt` is offered after a failure.
 */
export async function openRemote(
  services: CommandServices,
  node: NodeResource,
  attempt: SshAttempt,
  { needsAdmin = false, findFolder }: RemoteWish = {},
): Promise<void> {
  // `ssh` reports what the user's configuration would forward to the node, and may run programs that the configuration
  // names.
  requireTrust();
  const memory = services.state;
  const backup = await prepareSshConfigBackup();
  await removeExpiredEntries(memory, services.clock.now());
  const program = await findSshProgram();
  const added = await connectBySsh(services, node, program, { attempt, needsAdmin }, async (prepared) => {
    const { connection } = prepared;
    const folder = await findFolder?.(program, prepared);
    if (findFolder !== undefined && folder === undefined) return undefined;
    const known = findNodeUsers(memory, node, services.clock.now()).find(({ name }) => name === connection.user);
    const details = { expiryTime: known?.expiryTime, ...(await findEntryOptions(program, connection)) };
    await confirm(services, connection, details, backup);
    await changeSshConfig(memory, (text) => addConfigEntry(text, connection, process.platform, details));
    return { folder };
  });
  if (added === undefined) return;
  const { folder } = added;
  if (folder === undefined) await services.ui.run(openWindowCommand, { host: toConfigHost(node) });
  else await services.ui.run('vscode.openFolder', toRemoteUri(node, folder), { forceNewWindow: true });
}

function toRemoteUri(node: NodeResource, path: string): vscode.Uri {
  return vscode.Uri.from({ scheme: 'vscode-remote', authority: `ssh-remote+${toConfigHost(node)}`, path });
}

async function confirm(
  services: WithUi,
  connection: SshConnection,
  details: SshConfigEntryDetails,
  backup: string,
): Promise<void> {
  const path = findSshConfigPath();
  const { expiryTime } = details;
  const confirmed = await askToConfirm(services, {
    canBeUndone: true,
    message: l10n.t('Add an entry for this node to your SSH configuration?'),
    detail: [
      l10n.t(
        'Remote-SSH uses that entry in {path} to find the node. The current file is backed up to {backup}, and only you can read either file.',
        { path, backup },
      ),
      expiryTime === undefined
        ? l10n.t('To remove it again, use the command Remove Entries from SSH Configuration.')
        : l10n.t(
            'The entry is removed after the user expires ({time}) or when you use the command Remove Entries from SSH Configuration.',
            { time: formatTime(expiryTime) },
          ),
    ].join('\n'),
    confirm: l10n.t('Add and Open'),
    plan: addConfigEntry('', connection, process.platform, details).split('\n'),
  });
  if (!confirmed) throw new Cancelled();
}

function notInstalled(): BatchError {
  return new BatchError({
    code: 'InvalidInput',
    message: l10n.t(
      "The Remote - SSH extension ({id}) isn't installed or isn't enabled here. Install it, or connect with SSH in a terminal.",
      { id: remoteSshId },
    ),
    extension: remoteSshId,
  });
}

/**
 * Returns the options that a node's entry needs because of the user's own `ssh_config`. Throws `BatchError`
 * (`InvalidInput`) if the configuration would forward anything to the node, or can't be read.
 */
async function findEntryOptions(program: string, connection: SshConnection): Promise<SshEntryOptions> {
  const lookUp = async (lookup: readonly string[]): Promise<string> => {
    const printed = await lookUpSshConfig(program, lookup);
    if (printed === undefined) throw cannotLookUp(connection.address);
    return printed;
  };
  const proxy = readSshProxy(await lookUp(toSshLookupArguments(connection, process.platform)));
  const details = { proxy, configPath: await findSshConfigOption() };
  const host = toConfigHost(connection.node);
  const { forwarded, overridden } = readEntryLookup(
    await lookUp(toEntryLookupArguments(connection, process.platform, host, details)),
  );
  if (forwarded.length > 0) throw wouldForward(forwarded);
  return { proxy, overridden };
}

function wouldForward(forwarded: readonly string[]): BatchError {
  return toInvalidInput(
    l10n.t(
      'No entry was added: for Remote-SSH, your SSH configuration would also forward {forwarded}. Leave out our entries there ({pattern}), or connect with SSH in a terminal, which forwards nothing.',
      { forwarded: listPlain(forwarded), pattern: 'Host * !batch-*' },
    ),
  );
}
