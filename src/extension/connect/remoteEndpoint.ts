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
  /** Set if the endpoint is in the node's virtual network, because there is no public one. */
  readonly isPrivate: boolean;
}

/** Reads the state of a node that a login depends on. Throws `NodeNotReady` if the machine can't respond. */
export async function findPresentNode(service: BatchService, { poolId, nodeId }: NodeResource): Promise<PresentNode> {
  const [pool, node] = await Promise.all([service.pools.getPool(poolId), service.nodes.getNode(poolId, nodeId)]);
  const obstacle = explainUnreachableState(node);
  if (obstacle !== undefined) throw obstacle;
  return { os: toNodeOs(pool.virtualMachineConfiguration?.nodeAgentSKUId), node, pool };
}

/**
 * Finds the endpoint for SSH or RDP of the node. Reads the node's own list of endpoints first, because the remote login
 * settings fail for pools that map no port. Throws `BatchError` (`NoRemoteEndpoint`) with the reason if the node cannot
 * be reached from outside.
 */
export async function findEndpoint(
  service: BatchService,
  resource: NodeResource,
  { node, pool, os }: PresentNode,
): Promise<RemoteLoginSettings> {
  return findRemoteEndpoint(node, os) ?? (await askForEndpoint(service, pool, resource.nodeId, os));
}

/**
 * Like `findEndpoint`, but also returns the node's current state. If the node has no public endpoint, asks the user
 * whether to connect to its private address, which the user's own network or `ssh_config` may reach. Throws
 * `BatchError` and `Cancelled`.
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

/** Throws `Cancelled` if the user doesn't want to connect to the private address. */
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
    // A refusal with any code means that there is no endpoint; the pool explains why.
    if (BatchError.is(error) && error.status !== undefined && error.status < 500 && error.status !== 429) {
      throw explainUnreachable(pool, os, error);
    }
    throw error;
  }
}
