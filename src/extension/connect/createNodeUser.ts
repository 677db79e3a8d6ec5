import * as l10n from '@vscode/l10n';
import { findNodeUsers, type KnownNodeUser, rememberNodeUser } from '../../app/connect/nodeUsers.ts';
import { refuseForRole } from '../../app/connect/refuseForRole.ts';
import { askToConfirm } from '../../app/ui.ts';
import type { NodeOs } from '../../core/connect/nodeUser.ts';
import { explainRefusedUser, refuseUser, takesUsers, takesUsersOnceOnline } from '../../core/connect/reachability.ts';
import { BatchError } from '../../core/model/batchError.ts';
import { Cancelled } from '../../core/model/cancelled.ts';
import type { NodeResource } from '../../core/model/resource.ts';
import type { BatchService, NodePort } from '../../service/ports.ts';
import { ui } from '../ui/ui.ts';
import { askNodeUser, type NodeUserAnswer } from './askNodeUser.ts';
import { forgetIfReimaged, type NodeMemory } from './reimagedNodes.ts';
import { findPresentNode } from './remoteEndpoint.ts';
import { confirmGoingOnline, whileOnline } from './whileOnline.ts';

export interface CreatedNodeUser {
  readonly known: KnownNodeUser;
  /** Set if no user with this name existed before. */
  readonly isNew: boolean;
  readonly os: NodeOs;
  /** Generated password, which must be passed on to the user; absent when they typed it or chose a key. */
  readonly generatedPassword?: string;
}

/**
 * Asks for a user and creates it on the node, or replaces one with the same name. Throws `BatchError` and `Cancelled`.
 * @param nodeName the node's name for use in sentences, escaped
 * @param isAdmin true if the user becomes an administrator; asks when absent
 */
export async function createNodeUser(
  service: BatchService,
  memory: NodeMemory,
  node: NodeResource,
  nodeName: string,
  isAdmin?: boolean,
): Promise<CreatedNodeUser> {
  refuseForRole(service, node);
  const { os, node: present } = await findPresentNode(service, node);
  await forgetIfReimaged(memory, node, present);
  // Checks the node first, so that the user doesn't answer four prompts only to be refused.
  const goesOnline = takesUsersOnceOnline(present);
  if (goesOnline) await confirmGoingOnline();
  else refuseUser(present);
  const suggestedName = findNodeUsers(memory.globalState, node, Date.now())[0]?.name;
  const answer = await askNodeUser(os, nodeName, { suggestedName, isAdmin });
  const add = (): Promise<Added> => addOrReplace(service.nodes, node, answer);
  let added: Added;
  if (goesOnline) added = await whileOnline(service.nodes, node, add);
  else {
    // In unknown states, the service decides.
    added = await add().catch((error: unknown) => {
      throw isConflict(error) && !takesUsers(present) ? explainRefusedUser(present, error) : error;
    });
  }
  const known = toKnownUser(node, answer, added);
  await rememberNodeUser(memory.globalState, known, Date.now());
  const { password } = answer.user;
  const handOver = answer.passwordIsGenerated && password !== undefined;
  return { known, os, isNew: added === 'added', ...(handOver && { generatedPassword: password }) };
}

type Added = 'added' | 'replaced';

async function addOrReplace(nodes: NodePort, node: NodeResource, { user }: NodeUserAnswer): Promise<Added> {
  try {
    await nodes.addUser(node.poolId, node.nodeId, user);
    return 'added';
  } catch (error) {
    if (!BatchError.is(error, 'NodeUserExists')) throw error;
    if (!(await confirmReplacing(node, user.name))) throw new Cancelled();
    await nodes.updateUser(node.poolId, node.nodeId, user);
    return 'replaced';
  }
}

function isConflict(error: unknown): boolean {
  return BatchError.is(error) && error.status === 409;
}

function confirmReplacing({ nodeId }: NodeResource, name: string): Promise<boolean> {
  return askToConfirm(
    { ui },
    {
      canBeUndone: false,
      list: [l10n.t('User {user} on node {node}', { user: name, node: nodeId })],
      message: l10n.t('The user {name} already exists on this node. Replace it?', { name }),
      detail: l10n.t(
        'The user gets the new key or password and the new expiry time; the old key or password is no longer valid. Administrator rights do not change.',
      ),
      confirm: l10n.t('Replace'),
    },
  );
}

function toKnownUser(node: NodeResource, { user, identityPath }: NodeUserAnswer, added: Added): KnownNodeUser {
  const { accountId, poolId, nodeId } = node;
  return {
    ...{ accountId, poolId, nodeId, name: user.name, expiryTime: user.expiryTime },
    ...(identityPath !== undefined && { identityPath }),
    ...(added === 'added' && { isAdmin: user.isAdmin }),
  };
}
