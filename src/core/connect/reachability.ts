import * as l10n from '@vscode/l10n';
import { BatchError } from '../model/batchError.ts';
import { type ComputeNode, isComingOnline, type RemoteLoginSettings } from '../model/computeNode.ts';
import { hasNoPublicAddresses, type Pool } from '../model/pool.ts';
import { describeState, knownStates } from '../model/states.ts';
import { isOneOf } from '../model/words.ts';
import { loginPorts } from './endpointConfiguration.ts';
import type { NodeOs } from './nodeUser.ts';

const help = 'https://learn.microsoft.com/azure/batch/pool-endpoint-configuration';

/** States in which the service adds, changes, and removes users (Batch documentation: "Compute Node - Add User"). */
const userStates = ['idle', 'running'] as const;

/**
 * States in which no machine can answer, because it isn't up yet or no longer exists. In all other states, an existing
 * user can sign in, even while the node runs no tasks: nodes are usually taken offline before they are examined (Batch
 * documentation: "Compute Node - Disable Scheduling").
 */
const unreachableStates = [
  'creating',
  'starting',
  'rebooting',
  'reimaging',
  'upgradingos',
  'leavingpool',
  'preempted',
  'deallocating',
  'deallocated',
] as const;

/**
 * Finds the public endpoint of a node's SSH or RDP port in the node's own list, which is checked before the remote
 * login settings because it costs no request.
 */
export function findRemoteEndpoint(node: ComputeNode, os: NodeOs): RemoteLoginSettings | undefined {
  const endpoint = node.endpointConfiguration?.inboundEndpoints.find(
    ({ backendPort, protocol }) => backendPort === loginPorts[os] && protocol.toLowerCase() === 'tcp',
  );
  const address = endpoint?.publicIPAddress ?? endpoint?.publicFQDN;
  if (endpoint === undefined || address === undefined) return undefined;
  return { remoteLoginIPAddress: address, remoteLoginPort: endpoint.frontendPort };
}

/**
 * Returns the node's own address and its SSH or RDP port, for use within its virtual network or through a jump host.
 * Undefined if the node has no address.
 */
export function findPrivateEndpoint({ ipAddress }: ComputeNode, os: NodeOs): RemoteLoginSettings | undefined {
  return ipAddress === undefined || ipAddress === ''
    ? undefined
    : { remoteLoginIPAddress: ipAddress, remoteLoginPort: loginPorts[os] };
}

/** Checks whether a node may answer SSH or Remote Desktop in its state. True for unknown states. */
export function mayAnswer({ state }: Pick<ComputeNode, 'state'>): boolean {
  return !isOneOf(state, unreachableStates);
}

/** Checks whether users can be added to a node in its state, according to the documentation. */
export function takesUsers({ state }: Pick<ComputeNode, 'state'>): boolean {
  return isOneOf(state, userStates);
}

/** Checks whether users can be added to a node after it is brought online, since it is then idle or running. */
export function takesUsersOnceOnline(node: Pick<ComputeNode, 'state' | 'schedulingState'>): boolean {
  return node.state === 'offline' && !isComingOnline(node);
}

/** Explains why a node doesn't answer in its state; undefined if it may. */
export function explainUnreachableState(node: ComputeNode): BatchError | undefined {
  if (mayAnswer(node)) return undefined;
  return new BatchError({
    code: 'NodeNotReady',
    message: l10n.t(
      "You can't sign in to a node in the state “{0}”, because there is no VM to respond. Wait until the node is idle, or choose another node.",
      toStateLabel(node),
    ),
    retryable: true,
    help,
  });
}

/**
 * Explains why the service refused to add a user to a node that is neither idle nor running, and what to do instead.
 */
export function explainRefusedUser(node: ComputeNode, cause?: unknown): BatchError {
  const message = takesUsersOnceOnline(node)
    ? l10n.t(
        'The service adds users only while a node is idle or running, and this node is offline. Sign in as a user that exists on the node. Or bring the node online, add the user, and take the node offline again: the user stays.',
      )
    : l10n.t(
        'The service adds users only while a node is idle or running, and this node is in the state “{0}”. Sign in as a user that exists on the node, such as a user account of the pool.',
        toStateLabel(node),
      );
  const text =
    node.state === 'starttaskfailed'
      ? [message, l10n.t("You can read the start task's log without signing in.")].join(' ')
      : message;
  return new BatchError({ code: 'NodeNotReady', message: text, retryable: true, help, cause });
}

/** Throws if the service would refuse to add a user to a node in its state. Unknown states are left to the service. */
export function refuseUser(node: ComputeNode): void {
  if (!takesUsers(node) && isOneOf(node.state, knownStates('node'))) throw explainRefusedUser(node);
}

/**
 * Explains why the service refused to remove a user of a node that is neither idle nor running, and what to do instead.
 */
export function explainUnremovedUser(node: ComputeNode, name: string, cause: unknown): BatchError {
  const message = l10n.t(
    'The service removes users only while a node is idle or running, and node {node} is in the state “{state}”. Remove the user after the state changes, or let the user expire.',
    { node: name, state: toStateLabel(node) },
  );
  return new BatchError({ code: 'NodeNotReady', message, retryable: true, help, cause });
}

function toStateLabel({ state }: ComputeNode): string {
  return describeState('node', state).label;
}

/** Explains why a node has no remote endpoint, based on the pool's properties, and what to do. */
export function explainUnreachable(pool: Pool | undefined, os: NodeOs, cause?: unknown): BatchError {
  const port = loginPorts[os];
  const message =
    pool !== undefined && hasNoPublicAddresses(pool)
      ? l10n.t(
          'The pool has no public IP addresses. The node can be reached only at its private address, from inside the virtual network.',
        )
      : !hasNatPool(pool, port)
        ? l10n.t(
            'The pool does not map port {0} of its nodes to a public port. Pools created since December 2025 do that only with an inbound NAT pool for port {0}. Create a pool that has one.',
            port,
          )
        : l10n.t(
            "The service returned no public address for port {0} on this node. Check whether one of the pool's network security rules denies it.",
            port,
          );
  return new BatchError({ code: 'NoRemoteEndpoint', message, help, cause });
}

function hasNatPool(pool: Pool | undefined, port: number): boolean {
  const natPools = pool?.networkConfiguration?.endpointConfiguration?.inboundNATPools ?? [];
  return natPools.some(({ backendPort }) => backendPort === port);
}
