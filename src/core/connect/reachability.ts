import * as l10n from '@vscode/l10n';
import { BatchError } from '../model/batchError.ts';
import type { ComputeNode, RemoteLoginSettings } from '../model/computeNode.ts';
import type { Pool } from '../model/pool.ts';
import type { NodeOs } from './nodeUser.ts';

const remotePort: Readonly<Record<NodeOs, number>> = { linux: 22, windows: 3389 };
const help = 'https://learn.microsoft.com/azure/batch/pool-endpoint-configuration';

/** States in which a node takes users and answers connections (Batch documentation: "Compute Node - Add User"). */
const reachableStates = ['idle', 'running'];

/**
 * The public end point of the node's SSH or RDP port, as the node itself lists it. Read before the remote login
 * settings are asked for, since it costs no request.
 */
export function findRemoteEndpoint(node: ComputeNode, os: NodeOs): RemoteLoginSettings | undefined {
  const endpoint = node.endpointConfiguration?.inboundEndpoints.find(
    ({ backendPort, protocol }) => backendPort === remotePort[os] && protocol.toLowerCase() === 'tcp',
  );
  const address = endpoint?.publicIPAddress ?? endpoint?.publicFQDN;
  if (endpoint === undefined || address === undefined) return undefined;
  return { remoteLoginIPAddress: address, remoteLoginPort: endpoint.frontendPort };
}

/** Why users cannot be added to a node in its state, or nothing. */
export function explainNodeState(node: ComputeNode): BatchError | undefined {
  const state = node.state?.toLowerCase();
  if (state === undefined || reachableStates.includes(state)) return undefined;
  return new BatchError({
    code: 'NodeNotReady',
    message: l10n.t(
      'The node is {0}. Users can be added, and the node can be reached, only while it is idle or running.',
      state,
    ),
    retryable: true,
    help,
  });
}

/** Why a node has no remote end point, from what its pool says, and what to do about it. */
export function explainUnreachable(pool: Pool | undefined, os: NodeOs, cause?: unknown): BatchError {
  const port = remotePort[os];
  const message =
    pool?.networkConfiguration?.publicIPAddressConfiguration?.provision?.toLowerCase() === 'nopublicipaddresses'
      ? l10n.t(
          'The pool has no public IP addresses. Connect to the private address of the node from inside its virtual network.',
        )
      : !hasNatPool(pool, port)
        ? l10n.t(
            'The pool does not map port {0} of its nodes to a public port. Pools made since December 2025 do so only when they have an inbound NAT pool for port {0}. Add one to a new pool.',
            port,
          )
        : l10n.t(
            'The service named no public address for port {0} of this node. Look whether a network security rule of the pool denies it.',
            port,
          );
  return new BatchError({ code: 'NoRemoteEndpoint', message, help, cause });
}

function hasNatPool(pool: Pool | undefined, port: number): boolean {
  const natPools = pool?.networkConfiguration?.endpointConfiguration?.inboundNATPools ?? [];
  return natPools.some(({ backendPort }) => backendPort === port);
}
