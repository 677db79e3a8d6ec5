import { mkdir } from 'node:fs/promises';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { toNodeInSentence } from '../../../app/actions/node/nodeNames.ts';
import { resolveOne } from '../../../app/actions/targets/resolve.ts';
import type { Contribution } from '../../../app/actions/verb/contribution.ts';
import { toCommandId } from '../../../app/commandId.ts';
import { toLimits } from '../../../core/connect/commandOutcome.ts';
import { type ForwardedPort, isPort, readForwarded, toSshLookupArguments } from '../../../core/connect/ssh.ts';
import {
  type ShellGreeting,
  toPathOfDirectory,
  toShellInDirectory,
  toWorkingDirectory,
} from '../../../core/connect/taskDirectory.ts';
import { sampleAccountId } from '../../../core/model/account.ts';
import { BatchError, toInvalidInput } from '../../../core/model/batchError.ts';
import { Cancelled } from '../../../core/model/cancelled.ts';
import type { NodeResource, TaskResource } from '../../../core/model/resource.ts';
import { toShortVisible } from '../../../core/text/escape.ts';
import { listPlain } from '../../../core/text/lists.ts';
import { findFreePort } from '../../connect/freePort.ts';
import type { SshAttempt } from '../../connect/notifySshFailure.ts';
import { findPresentNode, type PresentNode } from '../../connect/remoteEndpoint.ts';
import { requireTrust } from '../../connect/runOnNodes.ts';
import { cannotLookUp, findSshProgram, lookUpSshConfig } from '../../connect/sshClient.ts';
import { runSshCommand } from '../../connect/sshCommand.ts';
import type { CommandServices } from '../command.ts';
import { connectBySsh, type PreparedSsh } from '../node/connectBySsh.ts';
import { openTerminal } from '../node/connectSsh.ts';
import { openRemote, requireRemoteSsh } from '../node/openRemoteSsh.ts';

export const contribution: Contribution = {
  title: 'Connect to the Task…',
  icon: 'terminal',
  effect: 'unseen',
  rows: [{ on: 'task', unless: 'neverRan', at: 'look@7' }],
};

const maxShownIdLength = 40;

interface TaskPlace {
  readonly task: TaskResource;
  readonly node: NodeResource;
  /** Working directory, relative to the root of the node. */
  readonly directory: string;
}

type Way = 'terminal' | 'remote' | 'forward';

/**
 * Opens the working directory of a task on its node: in a terminal as root, in a window of Remote-SSH, or in a terminal
 * that also forwards a port of the node. Returns undefined if nothing was opened and the reason has been reported.
 */
export async function run(services: CommandServices, args: readonly unknown[]): Promise<vscode.Terminal | undefined> {
  const task = await resolveOne(services, 'task', args);
  const place = await findTaskPlace(services, task);
  if (task.accountId === sampleAccountId) throw notOfSample(place.node);
  const way = await pickWay(services, place);
  if (way === 'remote') {
    await openInRemoteSsh(services, place);
    return undefined;
  }
  if (way === 'terminal') return openInTerminal(services, place);
  requireTrust();
  const remote = await askPort(services);
  return openInTerminal(services, place, remote);
}

/**
 * Finds the current place of the task: since it was listed it may have been moved, deleted, or lost its node. Throws
 * `BatchError`.
 */
async function findTaskPlace(services: CommandServices, task: TaskResource): Promise<TaskPlace> {
  const { service } = await services.accounts.getStore(task.accountId);
  const { nodeInfo = {} } = await service.tasks.getTask(task.jobId, task.taskId);
  const { poolId, nodeId } = nodeInfo;
  if (poolId === undefined || nodeId === undefined) throw neverRan();
  const node: NodeResource = { kind: 'node', accountId: task.accountId, poolId, nodeId };
  const directory = toWorkingDirectory(nodeInfo);
  const { os } = await findPresentNode(service, node).catch((error: unknown): PresentNode => {
    throw BatchError.is(error, 'NodeNotFound', 'PoolNotFound') ? nodeIsGone(error) : error;
  });
  if (os === 'windows') throw notForWindows(node, directory);
  return { task, node, directory };
}

async function pickWay(services: CommandServices, { task, node }: TaskPlace): Promise<Way> {
  const choices: readonly { readonly label: string; readonly description: string; readonly way: Way }[] = [
    {
      label: l10n.t('$(terminal) Open a Terminal'),
      description: l10n.t('in the working directory, as root'),
      way: 'terminal',
    },
    {
      label: l10n.t('$(remote-explorer) Open in Remote-SSH'),
      description: l10n.t('a new window in the working directory'),
      way: 'remote',
    },
    {
      label: l10n.t('$(plug) Open a Terminal and Forward a Port…'),
      description: l10n.t('reaches a web page or a debugger on the node'),
      way: 'forward',
    },
  ];
  const title = l10n.t('Connect to task {task} on node {node} as an administrator', {
    task: toShortVisible(task.taskId, maxShownIdLength),
    node: toNodeInSentence(services, node),
  });
  const chosen = await services.ui.choose(choices, { title });
  if (chosen === undefined) throw new Cancelled();
  return chosen.way;
}

async function askPort(services: CommandServices): Promise<number> {
  const text = await services.ui.enter({
    title: l10n.t('Port of the node to forward to this computer'),
    prompt: l10n.t('For example 8888 for Jupyter, 6006 for TensorBoard, or 5678 for a Python debugger'),
    check: (entered) =>
      /^\d+$/.test(entered) && isPort(Number(entered)) ? undefined : l10n.t('Enter a number from 1 to 65535.'),
  });
  if (text === undefined) throw new Cancelled();
  return Number(text);
}

async function openInTerminal(
  services: CommandServices,
  place: TaskPlace,
  remote?: number,
): Promise<vscode.Terminal | undefined> {
  const program = await findSshProgram();
  return connectBySsh(
    services,
    place.node,
    program,
    { attempt: toAttempt(place), needsAdmin: true },
    async (prepared) => {
      if (remote === undefined) return openShell(services, program, prepared, place);
      await refuseOtherForwards(program, prepared);
      const forwarded = { local: await findFreePort(remote), remote };
      const terminal = await openShell(services, program, prepared, place, forwarded);
      void offerForwarded(services, forwarded);
      return terminal;
    },
  );
}

/** Retries with the task after a failure, so that the user ends up in its directory. */
function toAttempt({ task }: TaskPlace): SshAttempt {
  return { command: toCommandId('task.connect'), target: task };
}

/** Opens a terminal in the task's working directory. */
function openShell(
  services: CommandServices,
  program: string,
  prepared: PreparedSsh,
  { task, directory }: TaskPlace,
  forwarded?: ForwardedPort,
): Promise<vscode.Terminal> {
  const name = l10n.t('Task: {0}', toShortVisible(task.taskId, maxShownIdLength));
  const session = { command: toShellInDirectory(directory, toGreeting()), ...(forwarded && { forwarded }) };
  return openTerminal(services, program, prepared, { name, session });
}

/**
 * Throws if the user's own configuration would also forward something: a node must never get access to that, and `ssh`
 * can't forward one port while blocking all other forwarding.
 */
async function refuseOtherForwards(program: string, { connection }: PreparedSsh): Promise<void> {
  const printed = await lookUpSshConfig(program, toSshLookupArguments(connection, process.platform));
  if (printed === undefined) throw cannotLookUp(connection.address);
  const others = readForwarded(printed);
  if (others.length === 0) return;
  throw toInvalidInput(
    l10n.t(
      "No port was forwarded: your SSH configuration would also forward {0}. Remove that for the node's address, or open a terminal without a port.",
      listPlain(others),
    ),
  );
}

async function offerForwarded(services: CommandServices, { local, remote }: ForwardedPort): Promise<void> {
  const [open, copy] = [l10n.t('Open in Browser'), l10n.t('Copy Address')];
  const address = `http://127.0.0.1:${local}`;
  const message = l10n.t('While the terminal is open, {address} leads to port {port} of the node.', {
    address,
    port: String(remote),
  });
  const chosen = await services.ui.offer('information', message, open, copy);
  if (chosen === open) await vscode.env.openExternal(vscode.Uri.parse(address));
  if (chosen === copy) await services.ui.copy(address);
}

async function openInRemoteSsh(services: CommandServices, place: TaskPlace): Promise<void> {
  requireRemoteSsh();
  await openRemote(services, place.node, toAttempt(place), {
    needsAdmin: true,
    findFolder: (program, prepared) => findFolder(services, program, prepared, place),
  });
}

/** Returns the path of the working directory on its node, where the signed-in user can open it. */
async function findFolder(
  services: CommandServices,
  program: string,
  prepared: PreparedSsh,
  place: TaskPlace,
): Promise<string | undefined> {
  const { connection } = prepared;
  const { directory } = place;
  if (connection.proof.kind === 'password') throw needsKey();
  const logFolder = services.context.logUri.fsPath;
  await mkdir(logFolder, { recursive: true });
  const command = toPathOfDirectory(directory);
  const title = l10n.t("Looking for the task's working directory");
  const outcome = await services.ui.progress({ title }, ({ signal }) =>
    runSshCommand({ program, connection, command, limits: toLimits(1), logFolder, signal }),
  );
  if (outcome.kind === 'cancelled') throw new Cancelled();
  if (outcome.kind === 'failed') throw new BatchError({ code: 'Unknown', message: outcome.reason });
  const path = outcome.kind === 'ended' && outcome.exitCode === 0 ? outcome.stdout.trim() : '';
  if (path.startsWith('/') && path.endsWith(`/${directory}`)) return path;
  const open = l10n.t('Open a Terminal');
  const message = l10n.t(
    "{user} can't open the task's working directory: it belongs to the user that Batch ran the task as, or no longer exists. Remote-SSH can't work as root, but a terminal can.",
    { user: connection.user },
  );
  if ((await services.ui.offer('warning', message, open)) === open) await openShell(services, program, prepared, place);
  return undefined;
}

function toGreeting(): ShellGreeting {
  return {
    isRoot: l10n.t("You are root in the task's working directory: nothing keeps you from changing the task's files."),
    isNotRoot: l10n.t("You aren't root: the user isn't an administrator of the node. Some files may be closed to you."),
    isGone: l10n.t(
      "The task's working directory isn't here: its retention time has passed, the node was reimaged, or you aren't allowed to see it.",
    ),
  };
}

function neverRan(): BatchError {
  return toInvalidInput(l10n.t("The task hasn't run on a node yet, so there is nothing to connect to."));
}

function nodeIsGone(cause: BatchError): BatchError {
  return new BatchError({
    code: 'InvalidInput',
    message: l10n.t("The task's node no longer exists, and its working directory went with it."),
    cause,
  });
}

function notForWindows(node: NodeResource, directory: string): BatchError {
  const path = directory.replaceAll('/', '\\');
  return new BatchError({
    code: 'InvalidInput',
    message: l10n.t(
      "The task's node runs Windows, where no terminal, Remote-SSH, or port forwarding is possible from here. Connect to the node with Remote Desktop; the task's files are in {0}, usually below D:\\batch\\tasks or C:\\batch\\data.",
      path,
    ),
    connect: { node, by: 'remoteDesktop' },
  });
}

function notOfSample(node: NodeResource): BatchError {
  return new BatchError({
    code: 'InvalidInput',
    message: l10n.t(
      "Nodes in the sample account run no programs, so there is no shell in a task's directory. To look at its files, connect to the node with SSH.",
    ),
    connect: { node, by: 'ssh' },
  });
}

function needsKey(): BatchError {
  return toInvalidInput(
    l10n.t("To open the task's working directory in Remote-SSH, sign in with an SSH key instead of a password."),
  );
}
