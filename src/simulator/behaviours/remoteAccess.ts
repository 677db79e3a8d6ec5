import type { PortRange } from '../executors/executor.ts';
import { findOs } from '../state/nodeOs.ts';
import type { NodeRecord, PoolRecord } from '../state/records.ts';
import { findNumber, findObject, findObjects, findText, findTexts, type WireObject } from '../state/wire.ts';

const sshPort = 22;

/** First port of the load balancer for the default mapping of 22 or 3389 (recorded). */
const firstDefaultPort = 50_000;

/** Returns the port of a node's remote login: SSH on Linux, RDP on Windows. */
export function toLoginPort(node: NodeRecord): number {
  return findOs(node) === 'windows' ? 3389 : sshPort;
}

/** Address of the simulated load balancer in front of the nodes, by address family. */
const loopback = { ipv4: '127.0.0.1', ipv6: '::1' } as const;

/** Returns true if the pool has IPv6 addresses, too. */
export function isDualStack(pool: PoolRecord): boolean {
  return findTexts(findPublicAddresses(pool), 'ipFamilies').includes('IPv6');
}

function findPublicAddresses(pool: PoolRecord): WireObject | undefined {
  return findObject(findObject(pool.spec, 'networkConfiguration'), 'publicIPAddressConfiguration');
}

/**
 * Returns the node's endpoints on the load balancer, named `{pool}.{index}` as in the service (recorded: `SSHRule.0`,
 * after the pool's own endpoints); with IPv6, also `{pool}-ipv6.{index}` with the same ports (documented by an
 * example).
 */
export function toInboundEndpoints(node: NodeRecord): readonly WireObject[] {
  const { pool } = node;
  // A pool without public addresses has no load balancer.
  if (findText(findPublicAddresses(pool), 'provision') === 'nopublicipaddresses') return [];
  const configured = findObject(findObject(pool.spec, 'networkConfiguration'), 'endpointConfiguration');
  const endpoints = findObjects(configured, 'inboundNATPools').flatMap((natPool) => {
    const name = findText(natPool, 'name') ?? '';
    const one = endpoint(
      node,
      name,
      findText(natPool, 'protocol') ?? 'tcp',
      (findNumber(natPool, 'frontendPortRangeStart') ?? 0) + node.index,
      findNumber(natPool, 'backendPort') ?? 0,
    );
    const other: WireObject = { ...one, name: `${name}-ipv6.${node.index}`, publicIPAddress: loopback.ipv6 };
    return isDualStack(pool) ? [one, other] : [one];
  });
  const port = toLoginPort(node);
  const isMapped = endpoints.some((one) => one['backendPort'] === port);
  const name = port === sshPort ? 'SSHRule' : 'RDPRule';
  return pool.mapsRemoteAccess && node.hasRemoteAccess && !isMapped
    ? [...endpoints, endpoint(node, name, 'tcp', firstDefaultPort + node.index, port)]
    : endpoints;
}

/**
 * Starts the SSH servers of nodes that have a port on the load balancer. Call this before listing their endpoints. If
 * the system has no free port for a node, its listed port is one on which nothing listens.
 */
export async function openRemoteAccess(nodes: readonly NodeRecord[]): Promise<void> {
  const reachable = nodes.filter((node) => toInboundEndpoints(node).some((one) => one['backendPort'] === sshPort));
  await Promise.allSettled(reachable.map((node) => node.machine?.ssh?.open(findAskedPorts(node))));
}

/** Returns the ports for this node in the pool's own NAT pool for SSH; undefined if the pool has none. */
function findAskedPorts(node: NodeRecord): PortRange | undefined {
  const configured = findObject(findObject(node.pool.spec, 'networkConfiguration'), 'endpointConfiguration');
  const natPool = findObjects(configured, 'inboundNATPools').find((one) => findNumber(one, 'backendPort') === sshPort);
  const first = findNumber(natPool, 'frontendPortRangeStart');
  const last = findNumber(natPool, 'frontendPortRangeEnd');
  return first === undefined || last === undefined ? undefined : { first: first + node.index, last };
}

/** Returns an endpoint behind the load balancer. For port 22 it is the machine's SSH server, if there is one. */
function endpoint(
  node: NodeRecord,
  name: string,
  protocol: string,
  frontendPort: number,
  backendPort: number,
): WireObject {
  const ssh = backendPort === sshPort ? node.machine?.ssh?.endpoint : undefined;
  return {
    name: `${name}.${node.index}`,
    protocol,
    publicIPAddress: ssh?.address ?? loopback.ipv4,
    publicFQDN: 'localhost',
    frontendPort: ssh?.port ?? frontendPort,
    backendPort,
  };
}
