import type { PortRange } from '../executors/executor.ts';
import { findOs } from '../state/nodeOs.ts';
import type { NodeRecord, PoolRecord } from '../state/records.ts';
import { findNumber, findObject, findObjects, findText, findTexts, type WireObject } from '../state/wire.ts';

const sshPort = 22;

/** First port of the load balancer for the default mapping of 22 or 3389 (recorded). */
const firstDefaultPort = 50_000;

/** The port of a node's remote login: SSH on Linux, RDP on Windows. */
export function toLoginPort(node: NodeRecord): number {
  return findOs(node) === 'windows' ? 3389 : sshPort;
}

/** Where the load balancer answers that is made up before the nodes, by family of addresses. */
const loopback = { ipv4: '127.0.0.1', ipv6: '::1' } as const;

/** Whether the pool was asked for addresses of IPv6, too. */
export function isDualStack(pool: PoolRecord): boolean {
  return findTexts(findPublicAddresses(pool), 'ipFamilies').includes('IPv6');
}

function findPublicAddresses(pool: PoolRecord): WireObject | undefined {
  return findObject(findObject(pool.spec, 'networkConfiguration'), 'publicIPAddressConfiguration');
}

/**
 * The node's endpoints on the load balancer, named `{pool}.{index}` as the service does (recorded: `SSHRule.0`, after those
 * of the pool's own); with IPv6 also `{pool}-ipv6.{index}` of the same ports (documented by an example).
 */
export function toInboundEndpoints(node: NodeRecord): readonly WireObject[] {
  const { pool } = node;
  // A pool without public addresses has no load balancer before its nodes.
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
 * Starts the SSH servers of nodes that have a port on the load balancer. Call it before their endpoints are listed. A
 * node for which the system has no free port is listed with a load balancer port where nothing listens.
 */
export async function openRemoteAccess(nodes: readonly NodeRecord[]): Promise<void> {
  const reachable = nodes.filter((node) => toInboundEndpoints(node).some((one) => one['backendPort'] === sshPort));
  await Promise.allSettled(reachable.map((node) => node.machine?.ssh?.open(findAskedPorts(node))));
}

/** The ports that the pool's own NAT pool for SSH leaves this node; undefined where the pool has none. */
function findAskedPorts(node: NodeRecord): PortRange | undefined {
  const configured = findObject(findObject(node.pool.spec, 'networkConfiguration'), 'endpointConfiguration');
  const natPool = findObjects(configured, 'inboundNATPools').find((one) => findNumber(one, 'backendPort') === sshPort);
  const first = findNumber(natPool, 'frontendPortRangeStart');
  const last = findNumber(natPool, 'frontendPortRangeEnd');
  return first === undefined || last === undefined ? undefined : { first: first + node.index, last };
}

/** An endpoint behind the load balancer. For port 22 it is the SSH server of the machine, if there is one. */
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
