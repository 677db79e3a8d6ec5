import * as l10n from '@vscode/l10n';
import { type NodeOs, toNodeOs } from '../connect/nodeUser.ts';
import {
  explainRefusedUser,
  explainUnreachable,
  explainUnreachableState,
  findPrivateEndpoint,
  findRemoteEndpoint,
  takesUsers,
  takesUsersOnceOnline,
} from '../connect/reachability.ts';
import type { ComputeNode } from '../model/computeNode.ts';
import type { Pool } from '../model/pool.ts';
import { doubtful, impossible, possible, type Verdict } from './verdict.ts';

/**
 * Checks whether a user can sign in to a node by SSH; `hasUser` is true if a user was added to the node and is known.
 */
export function planConnectSsh(node: ComputeNode, pool: Pool, hasUser = false): Verdict {
  return toOs(pool) === 'windows'
    ? impossible(l10n.t('The nodes in this pool run Windows. Connect to them with Remote Desktop.'))
    : planSignIn(node, pool, hasUser);
}

/** Checks whether a user can sign in by Remote Desktop; `hasUser` is true if a user was added and is known. */
export function planOpenRdp(node: ComputeNode, pool: Pool, hasUser = false): Verdict {
  return toOs(pool) === 'linux'
    ? impossible(l10n.t('The nodes in this pool run Linux. Connect to them with SSH.'))
    : planSignIn(node, pool, hasUser);
}

/**
 * Checks whether a command can run on a node by SSH; an existing user's access is only known after an attempt.
 * @param user `temporary` if a temporary user is added for the command, `existing` for an existing user
 * @param hasOwn true if an earlier added user is known, who is then used instead of a temporary one
 */
export function planRunCommand(
  node: ComputeNode,
  pool: Pool,
  user: 'temporary' | 'existing' = 'existing',
  hasOwn = false,
): Verdict {
  if (toOs(pool) === 'windows')
    return impossible(l10n.t("The nodes in this pool run Windows, so they don't accept commands over SSH."));
  const obstacle = explainUnreachableState(node);
  if (obstacle !== undefined) return impossible(obstacle.message);
  const getsIn = user === 'existing' || hasOwn || takesUsers(node);
  return getsIn ? possible : impossible(explainRefusedUser(node).message);
}

function toOs({ virtualMachineConfiguration }: Pool): NodeOs {
  return toNodeOs(virtualMachineConfiguration?.nodeAgentSKUId);
}

/**
 * Signing in requires a running VM, an endpoint, and a user. The service adds users to idle and running nodes (Batch
 * documentation: "Compute Node - Add User"); an offline node is first brought online if the user confirms. In other
 * states, such as after a failed start task, only an existing user can sign in. The pool's user accounts exist on each
 * of its nodes.
 */
function planSignIn(node: ComputeNode, pool: Pool, hasOwn: boolean): Verdict {
  const obstacle = explainUnreachableState(node);
  if (obstacle !== undefined) return impossible(obstacle.message);
  const os = toOs(pool);
  if (findRemoteEndpoint(node, os) === undefined) {
    // A node that lists no endpoints may have one that only the service knows; within its network, it can be reached
    // directly.
    const { message } = explainUnreachable(pool, os);
    const mayConnect = node.endpointConfiguration === undefined || findPrivateEndpoint(node, os) !== undefined;
    return mayConnect ? doubtful(message) : impossible(message);
  }
  const hasUser = hasOwn || takesUsers(node) || takesUsersOnceOnline(node) || (pool.userAccounts ?? []).length > 0;
  return hasUser ? possible : doubtful(explainRefusedUser(node).message);
}
