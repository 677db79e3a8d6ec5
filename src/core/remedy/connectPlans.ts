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

/** Whether someone can sign in to a node by SSH; `hasUser` where a user that was added to it is known. */
export function planConnectSsh(node: ComputeNode, pool: Pool, hasUser = false): Verdict {
  return toOs(pool) === 'windows'
    ? impossible(l10n.t('The nodes in this pool run Windows. Connect to them with Remote Desktop.'))
    : planSignIn(node, pool, hasUser);
}

/** Whether someone can sign in to a node by Remote Desktop; `hasUser` as above. */
export function planOpenRdp(node: ComputeNode, pool: Pool, hasUser = false): Verdict {
  return toOs(pool) === 'linux'
    ? impossible(l10n.t('The nodes in this pool run Linux. Connect to them with SSH.'))
    : planSignIn(node, pool, hasUser);
}

/**
 * Whether a command can run on a node by SSH; whether an existing user gets in is seen when it is tried.
 * @param user the name to sign in with: one who is added for it, unless one that was added before is known (`hasOwn`), or one who exists
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
 * It takes a VM that answers, an end point, and a user. The service adds users to idle and running nodes (Batch
 * documentation: "Compute Node - Add User"); one that is offline is brought online for that, after a question. In other
 * states, such as after a start task that failed, only one that exists gets in. Accounts of the pool exist on each of its
 * nodes.
 */
function planSignIn(node: ComputeNode, pool: Pool, hasOwn: boolean): Verdict {
  const obstacle = explainUnreachableState(node);
  if (obstacle !== undefined) return impossible(obstacle.message);
  const os = toOs(pool);
  if (findRemoteEndpoint(node, os) === undefined) {
    // A node that lists no end points at all may have one that the service knows; from inside its network it answers itself.
    const { message } = explainUnreachable(pool, os);
    const mayConnect = node.endpointConfiguration === undefined || findPrivateEndpoint(node, os) !== undefined;
    return mayConnect ? doubtful(message) : impossible(message);
  }
  const hasUser = hasOwn || takesUsers(node) || takesUsersOnceOnline(node) || (pool.userAccounts ?? []).length > 0;
  return hasUser ? possible : doubtful(explainRefusedUser(node).message);
}
