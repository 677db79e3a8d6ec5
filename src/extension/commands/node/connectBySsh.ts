import { spawn } from 'node:child_process';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { disableNodeScheduling } from '../../../app/actions/node/disableScheduling.ts';
import { toNodeInSentence } from '../../../app/actions/node/nodeNames.ts';
import { askAndRun } from '../../../app/actions/verb/toAction.ts';
import type { Login } from '../../../app/connect/pickNodeUser.ts';
import { findNodeNames } from '../../../app/evidence/nodeNames.ts';
import type { WithUi } from '../../../app/ui.ts';
import { isAllDone } from '../../../core/changes/bulk/bulkRecord.ts';
import { type SshConnection, toSshProbeArguments } from '../../../core/connect/ssh.ts';
import { readSshFailure, type SshFailure } from '../../../core/connect/sshFailure.ts';
import { type BatchError, toInvalidInput } from '../../../core/model/batchError.ts';
import { Cancelled } from '../../../core/model/cancelled.ts';
import type { NodeResource } from '../../../core/model/resource.ts';
import type { NodeNames } from '../../../core/words/nodeNames.ts';
import { prepareKnownHosts } from '../../connect/hostKeys.ts';
import { notifySshFailure, type SshAttempt } from '../../connect/notifySshFailure.ts';
import { pickNodeLogin } from '../../connect/pickNodeLogin.ts';
import { forgetIfReimaged } from '../../connect/reimagedNodes.ts';
import { findReachableNode, type ReachableNode } from '../../connect/remoteEndpoint.ts';
import { withLogin } from '../../connect/withLogin.ts';
import type { CommandServices } from '../command.ts';

/** An SSH connection that is ready to be opened. */
export interface PreparedSsh {
  readonly connection: SshConnection;
  /** The command that a failure offers to retry. */
  readonly attempt: SshAttempt;
  /** Set if the node was taken offline for the connection. */
  readonly isOffline: boolean;
}

/**
 * Asks which user signs in to a node, and checks that the node responds. If the user wants the node offline first,
 * takes it offline once the user can sign in, because the service adds no users afterward (Batch documentation:
 * "Compute Node - Disable Scheduling", "Compute Node - Add User"). Then connects by `connect`. A failure to reach the
 * node is shown, offers `attempt` again, and returns undefined. A user that was added for the connection is removed if
 * `connect` rejects. Throws `BatchError` and `Cancelled`.
 */
export async function connectBySsh<T>(
  services: CommandServices,
  node: NodeResource,
  program: string,
  { attempt, needsAdmin = false }: { readonly attempt: SshAttempt; readonly needsAdmin?: boolean },
  connect: (prepared: PreparedSsh) => Promise<T>,
): Promise<T | undefined> {
  const store = await services.accounts.getStore(node.accountId);
  const { service } = store;
  const reachable = await findReachableNode(service, node);
  if (reachable.os === 'windows') throw notForWindows();
  const { globalStorageUri: storage } = services.context;
  await forgetIfReimaged(services.context, node, reachable.node);
  const { login, offlineFirst } = await pickNodeLogin(service, services.context, node, reachable, {
    nodeName: toNodeInSentence(services, node),
    needsAdmin,
  });
  return withLogin(service, services.context, node, login, async () => {
    if (offlineFirst && !isAllDone(await askAndRun(services, disableNodeScheduling, [node]))) throw new Cancelled();
    const connection = await toConnection(storage, node, reachable, login, findNodeNames(store, node.poolId));
    const failure = await findFailure(services, program, connection);
    if (failure !== undefined) {
      notifySshFailure(storage, failure, connection, attempt);
      return undefined;
    }
    return connect({ connection, attempt, isOffline: offlineFirst });
  });
}

/** In Restricted Mode nothing is run before VS Code has asked for trust, which it does when a terminal opens. */
async function findFailure(
  services: WithUi,
  program: string,
  connection: SshConnection,
): Promise<SshFailure | undefined> {
  if (!vscode.workspace.isTrusted) return undefined;
  return services.ui.progress({ title: l10n.t('Connecting to the node') }, ({ signal }) =>
    probeNode(program, connection, signal),
  );
}

async function toConnection(
  storage: vscode.Uri,
  node: NodeResource,
  { endpoint, isPrivate }: ReachableNode,
  { name, proof }: Login,
  nodeNames: NodeNames,
): Promise<SshConnection> {
  return {
    user: name,
    address: endpoint.remoteLoginIPAddress,
    port: endpoint.remoteLoginPort,
    node,
    nodeNames,
    proof,
    isPrivate,
    knownHostsPath: await prepareKnownHosts(storage),
  };
}

function notForWindows(): BatchError {
  return toInvalidInput(l10n.t('The nodes in this pool run Windows. Connect to them with Remote Desktop.'));
}

/** Maximum wait: longer than `ssh` itself waits, because a `ProxyCommand` before the node may be slow. */
const limitMs = 25_000;
/** Maximum length of the output that is kept: `ssh` prints at most a page, but a node may send more. */
const maxPrintedLength = 65_536;

/**
 * Connects to a node up to the check of its host key, which is pinned if it is the first, and returns a failure that a
 * terminal would show only while it closes. Returns undefined if a terminal can be opened, including when a proxy on
 * the way needs to prompt, which it can do only in a terminal. Throws `Cancelled` when `signal` is aborted.
 */
async function probeNode(
  program: string,
  connection: SshConnection,
  signal: AbortSignal,
): Promise<SshFailure | undefined> {
  const printed = await runSilently(program, toSshProbeArguments(connection, process.platform), signal);
  if (signal.aborted) throw new Cancelled();
  const failure = readSshFailure(printed, connection);
  return failure?.kind === 'denied' ? undefined : failure;
}

/** Runs a program without input or prompts. Resolves to the error output that was received. */
function runSilently(program: string, args: readonly string[], signal: AbortSignal): Promise<string> {
  return new Promise((resolve) => {
    let printed = '';
    const child = spawn(program, args, {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, SSH_ASKPASS_REQUIRE: 'never' },
      windowsHide: true,
      signal: AbortSignal.any([signal, AbortSignal.timeout(limitMs)]),
    });
    child.stderr.setEncoding('utf8');
    child.stderr.on('data', (text: string) => {
      printed = (printed + text).slice(0, maxPrintedLength);
    });
    // If a process started on the way keeps the pipe open, the time limit ends the wait.
    child.once('error', () => resolve(printed));
    child.once('close', () => resolve(printed));
  });
}
