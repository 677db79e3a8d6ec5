import * as l10n from '@vscode/l10n';
import { type BatchError, toInvalidInput } from '../model/batchError.ts';
import type { InboundNatPool, NetworkSecurityGroupRule, Pool } from '../model/pool.ts';
import { formatNumber } from '../words/numbers.ts';
import type { NodeOs } from './nodeUser.ts';

/** Port for signing in to a node, by operating system. */
export const loginPorts: Readonly<Record<NodeOs, number>> = { linux: 22, windows: 3389 };

/** Content of a pool's `networkConfiguration.endpointConfiguration`. */
export interface EndpointConfiguration {
  readonly inboundNATPools: readonly InboundNatPool[];
}

/** Limits of the service (Batch documentation: "InboundNATPool", "NetworkSecurityGroupRule"). */
const mostNatPools = 5;
const mostRules = 25;
const leastPortsInRange = 40;
const reservedFrontend = { start: 50_000, end: 55_000 };
const lastFrontendPort = 65_534;
const leastPriority = 150;
const lastPriority = 4096;
const priorityStep = 10;
/** First port of the range, as in the documentation, and its minimum size: each node needs a port, and pools grow. */
const firstFrontendPort = 15_000;
const leastRoom = 1000;

/** All addresses, in the syntax of a rule. */
export const everyone = '*';

/**
 * Returns the endpoint configuration for a new pool similar to this one. Port 22 or 3389 of each node is mapped to a
 * public port for `sources` only, or closed to everyone if there are none. Keeps the pool's other mappings. This port
 * can be configured since API 2025-06-01; earlier, the service reserved it for its own mapping. Throws `InvalidInput`
 * if a limit of the service leaves no room.
 */
export function toEndpointConfiguration(pool: Pool, os: NodeOs, sources: readonly string[]): EndpointConfiguration {
  const port = loginPorts[os];
  const present = pool.networkConfiguration?.endpointConfiguration?.inboundNATPools ?? [];
  const others = present.filter(({ backendPort }) => backendPort !== port);
  const replaced = present.find(({ backendPort }) => backendPort === port);
  const rules = toRules(others, sources);
  requireRoom(others, rules);
  const range = replaced === undefined ? findFreeRange(others, toRoom(pool)) : toRange(replaced);
  const own: InboundNatPool = {
    name: replaced?.name ?? findFreeName(others, os === 'linux' ? 'ssh' : 'rdp'),
    protocol: 'tcp',
    backendPort: port,
    frontendPortRangeStart: range.start,
    frontendPortRangeEnd: range.end,
    networkSecurityGroupRules: rules,
  };
  return { inboundNATPools: [...others, own] };
}

/** Returns rules that allow the sources, in order, and deny all others. Priorities are unique within the pool. */
function toRules(others: readonly InboundNatPool[], sources: readonly string[]): readonly NetworkSecurityGroupRule[] {
  const taken = new Set(others.flatMap(({ networkSecurityGroupRules: rules = [] }) => rules.map((r) => r.priority)));
  const wanted = sources.includes(everyone)
    ? [{ access: 'allow', sourceAddressPrefix: everyone }]
    : [
        ...sources.map((sourceAddressPrefix) => ({ access: 'allow', sourceAddressPrefix })),
        { access: 'deny', sourceAddressPrefix: everyone },
      ];
  let next = leastPriority;
  return wanted.map((rule) => {
    while (taken.has(next)) next += 1;
    if (next > lastPriority) throw noRoom();
    const priority = next;
    next += priorityStep;
    return { priority, ...rule };
  });
}

function requireRoom(others: readonly InboundNatPool[], rules: readonly NetworkSecurityGroupRule[]): void {
  const otherRules = others.flatMap(({ networkSecurityGroupRules = [] }) => networkSecurityGroupRules);
  if (others.length + 1 > mostNatPools || otherRules.length + rules.length > mostRules) throw noRoom();
}

interface PortRange {
  readonly start: number;
  readonly end: number;
}

function toRange({ frontendPortRangeStart: start, frontendPortRangeEnd: end }: InboundNatPool): PortRange {
  return { start, end };
}

function toRoom({ targetDedicatedNodes = 0, targetLowPriorityNodes = 0 }: Pool): number {
  return Math.max(leastRoom, leastPortsInRange, targetDedicatedNodes + targetLowPriorityNodes);
}

/** Finds the first free range of `room` ports, starting at the usual port. */
function findFreeRange(others: readonly InboundNatPool[], room: number): PortRange {
  const taken = [...others.map(toRange), reservedFrontend];
  let start = firstFrontendPort;
  for (;;) {
    const range = { start, end: start + room - 1 };
    if (range.end > lastFrontendPort) throw noRoom();
    const hit = taken.find((other) => range.start <= other.end && other.start <= range.end);
    if (hit === undefined) return range;
    start = hit.end + 1;
  }
}

function findFreeName(others: readonly InboundNatPool[], name: string): string {
  const names = new Set(others.map((other) => other.name));
  let free = name;
  for (let number = 2; names.has(free); number++) free = `${name}-${number}`;
  return free;
}

function noRoom(): BatchError {
  return toInvalidInput(
    l10n.t(
      'The pool already uses the maximum that the service allows: {pools} inbound NAT pools, {rules} security rules, and ports up to {port}. Remove an inbound NAT pool from the definition first.',
      { pools: formatNumber(mostNatPools), rules: formatNumber(mostRules), port: String(lastFrontendPort) },
    ),
  );
}

const ipv4Part = '(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)';
const ipv4Source = new RegExp(`^${ipv4Part}(?:\\.${ipv4Part}){3}(?:/(?:3[0-2]|[12]?\\d))?$`);
const tagSource = /^[A-Za-z][A-Za-z0-9.]{2,79}$/;

/** Checks a rule's source (an address, a range, or a service tag). Returns the problem; undefined if there is none. */
export function checkSource(text: string): string | undefined {
  if (ipv4Source.test(text) || tagSource.test(text)) return undefined;
  return l10n.t(
    'Enter an IPv4 address such as {address}, a range such as {range}, or a service tag such as VirtualNetwork.',
    { address: '203.0.113.10', range: '203.0.113.0/24' },
  );
}
