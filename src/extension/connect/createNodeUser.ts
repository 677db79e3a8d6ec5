import * as vscode from 'vscode';
import type { NodeOs } from '../../core/connect/nodeUser.ts';
import { BatchError } from '../../core/model/batchError.ts';
import { Cancelled } from '../../core/model/cancelled.ts';
import type { NodeResource } from '../../core/model/resource.ts';
import type { BatchService, NodePort } from '../../service/ports.ts';
import { askModal } from '../messages.ts';
import { askNodeUser, type NodeUserAnswer } from './askNodeUser.ts';
import { findNodeUsers, type KnownNodeUser, rememberNodeUser } from './nodeUsers.ts';
import { checkTakesUsers } from './remoteEndpoint.ts';

export interface CreatedNodeUser {
  readonly known: KnownNodeUser;
  readonly os: NodeOs;
  /** Made here, so it has to be handed over; absent when the user typed it or chose a key. */
  readonly generatedPassword?: string;
}

/** Asks for a user and creates it on the node, or replaces one of the same name. Throws `BatchError` and `Cancelled`. */
export async function createNodeUser(
  service: BatchService,
  memory: vscode.Memento,
  node: NodeResource,
): Promise<CreatedNodeUser> {
  const os = await checkTakesUsers(service, node);
  const answer = await askNodeUser(os, findNodeUsers(memory, node, Date.now())[0]?.name);
  await addOrReplace(service.nodes, node, answer);
  const known = toKnownUser(node, answer);
  await rememberNodeUser(memory, known, Date.now());
  const { password } = answer.user;
  const handOver = answer.passwordIsGenerated && password !== undefined;
  return handOver ? { known, os, generatedPassword: password } : { known, os };
}

async function addOrReplace(nodes: NodePort, node: NodeResource, { user }: NodeUserAnswer): Promise<void> {
  try {
    await nodes.addUser(node.poolId, node.nodeId, user);
  } catch (error) {
    if (!BatchError.is(error, 'NodeUserExists')) throw error;
    if (!(await confirmReplacing(user.name))) throw new Cancelled();
    await nodes.updateUser(node.poolId, node.nodeId, user);
  }
}

function confirmReplacing(name: string): Promise<boolean> {
  return askModal({
    message: vscode.l10n.t('The user {0} exists on this node already. Replace it?', name),
    detail: vscode.l10n.t(
      'It gets the new key or password and the new expiry; what it had is no longer valid. Whether it is an administrator stays as it was.',
    ),
    confirm: vscode.l10n.t('Replace'),
  });
}

function toKnownUser(node: NodeResource, { user, identityPath }: NodeUserAnswer): KnownNodeUser {
  const { accountId, poolId, nodeId } = node;
  const known = { accountId, poolId, nodeId, name: user.name, expiryTime: user.expiryTime };
  return identityPath === undefined ? known : { ...known, identityPath };
}
