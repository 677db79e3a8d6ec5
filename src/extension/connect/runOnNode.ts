import { randomBytes } from 'node:crypto';
import * as l10n from '@vscode/l10n';
import { findNodeUsers, forgetNodeUser, rememberNodeUser } from '../../app/connect/nodeUsers.ts';
import { type Login, toLogin } from '../../app/connect/pickNodeUser.ts';
import type { RunAsChoice } from '../../app/ports.ts';
import type { CommandOutcome } from '../../core/connect/commandOutcome.ts';
import { toExpiryTime } from '../../core/connect/nodeUser.ts';
import { explainRefusedUser, findPrivateEndpoint, takesUsers } from '../../core/connect/reachability.ts';
import { BatchError, toInvalidInput } from '../../core/model/batchError.ts';
import { Cancelled } from '../../core/model/cancelled.ts';
import type { RemoteLoginSettings } from '../../core/model/computeNode.ts';
import { findNow } from '../../core/model/missing.ts';
import type { NodeResource } from '../../core/model/resource.ts';
import { describeError } from '../../core/text/describeError.ts';
import type { BatchService } from '../../service/ports.ts';
import { forgetIfReimaged, type NodeMemory } from './reimagedNodes.ts';
import { findEndpoint, findPresentNode, type PresentNode } from './remoteEndpoint.ts';
import { runSshCommand, type SshCommand } from './sshCommand.ts';
import type { SshKeyPair } from './sshKeys.ts';

/** The user that a command runs as; a temporary one signs in with `key`. */
export type RunAs =
  | (Extract<RunAsChoice, { readonly kind: 'temporary' }> & { readonly key: SshKeyPair })
  | Extract<RunAsChoice, { readonly kind: 'existing' }>;

export interface NodeRun extends Omit<SshCommand, 'connection'> {
  readonly service: BatchService;
  readonly memory: NodeMemory;
  readonly node: NodeResource;
  readonly runAs: RunAs;
  readonly knownHostsPath: string;
}

export interface NodeRunResult {
  readonly outcome: CommandOutcome;
  readonly note?: string;
}

/** Hours after which a user that could not be removed expires; on Linux at the end of that day. */
const temporaryHours = 1;

/**
 * Runs a command on one node in its current state. Anything that prevents it is returned as an outcome with a sentence.
 * A user that was added for the command is removed even when the user cancels.
 */
export async function runOnNode(run: NodeRun): Promise<NodeRunResult> {
  try {
    return await runOnPresentNode(run);
  } catch (error) {
    if (Cancelled.is(error) || run.signal.aborted) return { outcome: { kind: 'cancelled' } };
    if (BatchError.is(error)) return { outcome: { kind: 'failed', reason: error.message } };
    throw error;
  }
}

async function runOnPresentNode(run: NodeRun): Promise<NodeRunResult> {
  const { service, memory, node, runAs } = run;
  const present = await findPresentNode(service, node);
  if (present.os === 'windows') {
    throw toInvalidInput(l10n.t("The node runs Windows, which doesn't accept commands over SSH."));
  }
  await forgetIfReimaged(memory, node, present.node);
  const endpoint = await findAnyEndpoint(service, node, present);
  const runAsLogin = (login: Login, isPrivate: boolean): Promise<CommandOutcome> =>
    runSshCommand({
      ...run,
      connection: {
        user: login.name,
        address: endpoint.remoteLoginIPAddress,
        port: endpoint.remoteLoginPort,
        node,
        proof: login.proof,
        isPrivate,
        knownHostsPath: run.knownHostsPath,
      },
    });
  if (runAs.kind === 'existing')
    return { outcome: await runAsLogin({ name: runAs.name, proof: { kind: 'any' } }, endpoint.isPrivate) };
  if (takesUsers(present.node)) return withTemporaryUser(run, runAs, (login) => runAsLogin(login, endpoint.isPrivate));
  const known = findNodeUsers(memory.globalState, node, Date.now()).find(
    ({ identityPath }) => identityPath !== undefined,
  );
  if (known === undefined) throw explainRefusedUser(present.node);
  return { outcome: await runAsLogin(toLogin(known), endpoint.isPrivate) };
}

type AnyEndpoint = RemoteLoginSettings & { readonly isPrivate: boolean };

/** Returns the public endpoint, or else the private one, because there is no prompt for each of many nodes. */
async function findAnyEndpoint(service: BatchService, node: NodeResource, present: PresentNode): Promise<AnyEndpoint> {
  try {
    return { ...(await findEndpoint(service, node, present)), isPrivate: false };
  } catch (error) {
    const endpoint = findPrivateEndpoint(present.node, present.os);
    if (!BatchError.is(error, 'NoRemoteEndpoint') || endpoint === undefined) throw error;
    return { ...endpoint, isPrivate: true };
  }
}

async function withTemporaryUser(
  { service, memory, node, signal }: NodeRun,
  { isAdmin, key }: Extract<RunAs, { readonly kind: 'temporary' }>,
  act: (login: Login) => Promise<CommandOutcome>,
): Promise<NodeRunResult> {
  if (signal.aborted) throw new Cancelled();
  const { accountId, poolId, nodeId } = node;
  const name = `run-${randomBytes(4).toString('hex')}`;
  const expiryTime = toExpiryTime(temporaryHours, Date.now());
  const { identityPath, publicKey: sshPublicKey } = key;
  // Remembered before the request is sent, so that the user can be found and removed even after an interruption.
  await rememberNodeUser(memory.globalState, { accountId, poolId, nodeId, name, expiryTime }, Date.now());
  let outcome: CommandOutcome;
  try {
    await service.nodes.addUser(poolId, nodeId, { name, isAdmin, expiryTime, sshPublicKey });
    outcome = await act({ name, proof: { kind: 'key', identityPath } });
  } catch (error) {
    await removeTemporaryUser(service, memory, node, name);
    throw error;
  }
  const note = await removeTemporaryUser(service, memory, node, name);
  return note === undefined ? { outcome } : { outcome, note };
}

/** Removes a user that was added for a command. Resolves to a warning if the user could not be removed. */
export async function removeTemporaryUser(
  service: BatchService,
  { globalState }: NodeMemory,
  node: NodeResource,
  name: string,
): Promise<string | undefined> {
  try {
    await findNow(service.nodes.removeUser(node.poolId, node.nodeId, name));
  } catch (error) {
    return l10n.t("The temporary user {user} couldn't be removed: {why} The user expires automatically.", {
      user: name,
      why: describeError(error),
    });
  }
  await forgetNodeUser(globalState, node, name, Date.now());
  return undefined;
}
