import { isIP } from 'node:net';
import type { ApiVersion } from '../apiVersion.ts';
import { invalidPropertyValue } from '../http/serviceError.ts';
import { findNumber, findObject, findObjects, findText, findTexts, type WireObject } from '../state/wire.ts';
import { checkRange, requireAtMost, requireDistinct } from './rules.ts';

const mostNatPools = 5;
const leastPortsInRange = 40;
const reservedFrontend = { start: 50_000, end: 55_000 };
const lastFrontendPort = 65_534;
const lastPort = 65_535;
const namePattern = /^[A-Za-z0-9]([\w.-]{0,75}\w)?$/;

/** Ports reserved by the service; 22 and 3389 are allowed since 2025-06-01. */
const reservedBackend: Readonly<Record<ApiVersion, readonly number[]>> = {
  '2022-10-01.16.0': [22, 3389, 29_876, 29_877],
  '2025-06-01': [29_876, 29_877],
};

interface PortRange {
  readonly start: number;
  readonly end: number;
}

/** Checks inbound NAT pools and their security rules (Batch documentation). Throws the service's refusals. */
export function checkEndpoints(body: WireObject, version: ApiVersion): void {
  const network = findObject(body, 'networkConfiguration');
  const pools = findObjects(findObject(network, 'endpointConfiguration'), 'inboundNATPools');
  const provision = findText(findObject(network, 'publicIPAddressConfiguration'), 'provision');
  if (pools.length > 0 && provision === 'nopublicipaddresses') {
    throw invalidPropertyValue('endpointConfiguration', '', 'A pool without public addresses has no endpoints');
  }
  requireAtMost('inboundNATPools', pools, mostNatPools);
  requireDistinct(
    'name',
    pools.map((pool) => findText(pool, 'name')),
  );
  requireDistinct(
    'backendPort',
    pools.map((pool) => findNumber(pool, 'backendPort')),
  );
  for (const [index, pool] of pools.entries()) {
    checkNatPool(pool, version);
    checkOverlap(toRange(pool), pools.slice(0, index).map(toRange));
  }
  checkSecurityRules(pools.flatMap((pool) => findObjects(pool, 'networkSecurityGroupRules')));
}

function checkNatPool(pool: WireObject, version: ApiVersion): void {
  const name = findText(pool, 'name') ?? '';
  if (!namePattern.test(name)) {
    throw invalidPropertyValue('name', name, 'The name has characters it cannot have, or more than 77');
  }
  const port = findNumber(pool, 'backendPort') ?? 0;
  if (port < 1 || port > lastPort || reservedBackend[version].includes(port)) {
    const ports = reservedBackend[version].join(', ');
    throw invalidPropertyValue('backendPort', String(port), `The ports ${ports} are reserved`);
  }
  const range = toRange(pool);
  const isTooSmall = range.end - range.start + 1 < leastPortsInRange;
  if (range.start < 1 || range.end > lastFrontendPort || isTooSmall || overlaps(range, reservedFrontend)) {
    throw invalidPropertyValue('frontendPortRangeStart', String(range.start), 'The range is too small or reserved');
  }
}

function toRange(pool: WireObject): PortRange {
  return { start: findNumber(pool, 'frontendPortRangeStart') ?? 0, end: findNumber(pool, 'frontendPortRangeEnd') ?? 0 };
}

function checkOverlap(range: PortRange, others: readonly PortRange[]): void {
  if (others.some((other) => overlaps(range, other))) {
    throw invalidPropertyValue('frontendPortRangeStart', String(range.start), 'The range overlaps another');
  }
}

function overlaps(one: PortRange, other: PortRange): boolean {
  return one.start <= other.end && other.start <= one.end;
}

const mostRules = 25;
const leastPriority = 150;
const mostPriority = 4096;
const mostPort = 65_535;

/** Checks the security rules of all endpoints of a pool (Batch documentation). Throws the service's refusals. */
function checkSecurityRules(rules: readonly WireObject[]): void {
  requireAtMost('networkSecurityGroupRules', rules, mostRules);
  requireDistinct(
    'priority',
    rules.map((rule) => findNumber(rule, 'priority')),
  );
  for (const rule of rules) {
    checkRange(rule, 'priority', leastPriority, mostPriority);
    const prefix = findText(rule, 'sourceAddressPrefix') ?? '';
    if (!isSource(prefix)) {
      throw invalidPropertyValue('sourceAddressPrefix', prefix, 'The value is no address, subnet or tag');
    }
    checkPorts(findTexts(rule, 'sourcePortRanges'));
  }
}

/** Accepts all addresses, a single one, a subnet, or a service tag. */
function isSource(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const family = isIP(address);
  if (family === 0) return text === '*' || /^[A-Za-z][A-Za-z0-9.]*$/.test(text);
  const mostBits = family === 4 ? 32 : 128;
  return bits === undefined || (rest.length === 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= mostBits);
}

/** Checks that ranges overlap neither each other nor single ports. */
function checkPorts(texts: readonly string[]): void {
  let taken: readonly (readonly [first: number, last: number])[] = [];
  for (const text of texts) {
    const range = toPorts(text);
    const isFree = range !== undefined && taken.every(([first, last]) => range[1] < first || last < range[0]);
    if (!isFree) throw invalidPropertyValue('sourcePortRanges', text, 'The value is no range of ports of its own');
    taken = [...taken, range];
  }
}

function toPorts(text: string): readonly [first: number, last: number] | undefined {
  if (text === '*') return [0, mostPort];
  const [, from, to = from] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text) ?? [];
  const first = Number(from);
  const last = Number(to);
  return first <= last && last <= mostPort ? [first, last] : undefined;
}
