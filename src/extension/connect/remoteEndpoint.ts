import * as l10n from '@vscode/l10n';
import { toCommandId } from '../../app/commandId.ts';
import { type NodeOs, toNodeOs } from '../../core/connect/nodeUser.ts';
import {
  explainUnreachable,
  explainUnreachableState,
  findPrivateEndpoint,
  findRemoteEndpoint,
} from '../../core/connect/reachability.ts';
import { BatchError } from '../../core/model/batchError.ts';
import { Cancelled } from '../../core/model/cancelled.ts';
import type { ComputeNode, RemoteLoginSettings } from '../../core/model/computeNode.ts';
import type { Pool } from '../../core/model/pool.ts';
import type { NodeResource } from '../../core/model/resource.ts';
import type { BatchService } from '../../service/ports.ts';
import { ui } from '../ui/ui.ts';

/** A node in its current state, as the service reports it. */
export interface PresentNode {
  readonly os: NodeOs;
  readonly node: ComputeNode;
  readonly pool: Pool;
}

export interface ReachableNode extends PresentNode {
  readonly endpoint: RemoteLoginSettings;
  /** Whether the end point is that of the node in its virtual network, since it has no other. */
  readonly isPrivate: boolean;
}

/** Reads what must be known of a node before a login. Throws `NodeNotReady` when no machine would answer. */
export async function findPresentNode(service: BatchService, { poolId, nodeId }: NodeResource): Promise<PresentNode> {
  const [pool, node] = await Promise.all([service.pools.getPool(poolId), service.nodes.getNode(poolId, nodeId)]);
  const obstacle = explainUnreachableState(node);
  if (obstacle !== undefined) throw obstacle;
  return { os: toNodeOs(pool.virtualMachineConfiguration?.nodeAgentSKUId), node, pool };
}

/**
 * Where SSH or RDP of the node is reachable. The node's own list of end points is read first, since the remote login
 * settings fail on pools that map no port. Throws `BatchError` (`NoRemoteEndpoint`) that says why the node cannot be
 * reached from outside.
 */
export async function findEndpoint(
  service: BatchService,
  resource: NodeResource,
  { node, pool, os }: PresentNode,
): Promise<RemoteLoginSettings> {
  return findRemoteEndpoint(node, os) ?? (await askForEndpoint(service, pool, resource.nodeId, os));
}

/**
 * As `findEndpoint`, of a node as it is now. Where it has no public end point the user is asked whether to connect to its
 * private address, which the user's own network or `ssh_config` may reach. Throws `BatchError` and `Cancelled`.
 */
export async function findReachableNode(service: BatchService, resource: NodeResource): Promise<ReachableNode> {
  const present = await findPresentNode(service, resource);
  try {
    return { ...present, endpoint: await findEndpoint(service, resource, present), isPrivate: false };
  } catch (error) {
    const endpoint = findPrivateEndpoint(present.node, present.os);
    if (!BatchError.is(error, 'NoRemoteEndpoint') || endpoint === undefined) throw error;
    await askForPrivateAddress(resource, error.message, endpoint, present.os);
    return { ...present, endpoint, isPrivate: true };
  }
}

/** Throws `Cancelled` where the user wants something else than to connect to the private address. */
async function askForPrivateAddress(
  { accountId, poolId }: NodeResource,
  message: string,
  { remoteLoginIPAddress: address, remoteLoginPort }: RemoteLoginSettings,
  os: NodeOs,
): Promise<void> {
  const connect = l10n.t('Connect to the Private Address');
  const copy = l10n.t('Copy the Private Address');
  const showAccess = l10n.t('Show Access to the Pool');
  const end = { address, port: String(remoteLoginPort) };
  const detail =
    os === 'linux'
      ? l10n.t(
          "The node's private address is {address}, port {port}. Computers in the virtual network can reach it; others can over a VPN or through a jump host. Your SSH configuration may specify a jump host for this address (ProxyJump).",
          end,
        )
      : l10n.t(
          "The node's private address is {address}, port {port}. Computers in the virtual network can reach it; others can over a VPN.",
          end,
        );
  const answer = await ui.askWhich({ message, detail }, [connect, copy, showAccess]);
  if (answer === connect) return;
  if (answer === copy) {
    await ui.copy(address);
    ui.notify('status', l10n.t('The private address was copied.'));
  }
  if (answer === showAccess) await ui.run(toCommandId('pool.openAccess'), { kind: 'pool', accountId, poolId });
  throw new Cancelled();
}

async function askForEndpoint(
  service: BatchService,
  pool: Pool,
  nodeId: string,
  os: NodeOs,
): Promise<RemoteLoginSettings> {
  try {
    return await service.nodes.getRemoteLoginSettings(pool.id, nodeId);
  } catch (error) {
    // Whatever its code, a refusal means that there is no endpoint; the pool explains why.
    if (BatchError.is(error) && error.status !== undefined && error.status < 500 && error.status !== 429) {
      throw explainUnreachable(pool, os, error);
    }
    throw error;
  }
}
