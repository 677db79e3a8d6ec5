import type { SecurityRule } from '../../../model/network.ts';

/** Traffic that nodes need. */
export interface Traffic {
  readonly direction: 'inbound' | 'outbound';
  readonly ports: readonly number[];
  /** Service tag of what is at the other end. */
  readonly tag: string;
  /** True if it goes to an address of the virtual network itself (private endpoint). */
  readonly isPrivate?: boolean;
}

/** Known facts about the addresses at both ends. */
export interface Ends {
  /** Region in Azure's short form; undefined if unknown. */
  readonly location: string | undefined;
  readonly addressPrefixes: readonly string[];
}

export type Match = 'yes' | 'no' | 'maybe';

const everywhere: ReadonlySet<string> = new Set(['*', '0.0.0.0/0', 'any']);

/** Checks whether a rule applies to traffic, as far as names of service tags show. */
export function matchRule(rule: SecurityRule, traffic: Traffic, ends: Ends): Match {
  if (rule.direction.toLowerCase() !== traffic.direction) return 'no';
  if (!['*', 'tcp', 'any'].includes(rule.protocol?.toLowerCase() ?? '*')) return 'no';
  const local = listLocal(rule, traffic);
  return weakest([
    matchPorts(toList(rule.destinationPortRange, rule.destinationPortRanges), traffic.ports),
    // The port that a client uses is chosen when it connects.
    matchAny(toList(rule.sourcePortRange, rule.sourcePortRanges), (ports) => (isAllPorts(ports) ? 'yes' : 'maybe')),
    matchAny(local, (prefix) => matchNodes(prefix, ends)),
    matchAny(listRemote(rule, traffic), (prefix) => matchPlace(prefix, traffic, ends)),
  ]);
}

/** Lists the addresses and service tags at the other end that a rule applies to. */
export function listRemote(rule: SecurityRule, { direction }: Traffic): readonly string[] {
  return direction === 'outbound' ? listDestinations(rule) : listSources(rule);
}

function listLocal(rule: SecurityRule, { direction }: Traffic): readonly string[] {
  return direction === 'outbound' ? listSources(rule) : listDestinations(rule);
}

function listSources({ sourceAddressPrefix, sourceAddressPrefixes }: SecurityRule): readonly string[] {
  return toList(sourceAddressPrefix, sourceAddressPrefixes);
}

function listDestinations({ destinationAddressPrefix, destinationAddressPrefixes }: SecurityRule): readonly string[] {
  return toList(destinationAddressPrefix, destinationAddressPrefixes);
}

function toList(one: string | undefined, several: readonly string[] = []): readonly string[] {
  return [...(one ?? '').split(','), ...several].map((value) => value.trim()).filter((value) => value !== '');
}

/** Compares names of tags and regions, which users write with blanks and in any case. */
function normalize(name: string): string {
  return name.replace(/\s/g, '').toLowerCase();
}

/** Compares a service tag with one that nodes need: `Storage` covers all regions, `Storage.WestEurope` one. */
export function matchTag(given: string, tag: string, location: string | undefined): Match {
  const [name = '', ...region] = normalize(given).split('.');
  if (name !== normalize(tag)) return 'no';
  if (region.length === 0) return 'yes';
  if (location === undefined) return 'maybe';
  return region.join('.') === normalize(location) ? 'yes' : 'no';
}

/** A rule without addresses is about application security groups, whose members aren't known. */
function matchAny(given: readonly string[], match: (one: string) => Match): Match {
  const matches = given.map(match);
  if (given.length === 0 || (matches.includes('maybe') && !matches.includes('yes'))) return 'maybe';
  return matches.includes('yes') ? 'yes' : 'no';
}

function weakest(matches: readonly Match[]): Match {
  return matches.includes('no') ? 'no' : matches.includes('maybe') ? 'maybe' : 'yes';
}

function isAllPorts(ports: string): boolean {
  return ports === '*' || ports === '0-65535' || ports === '1-65535';
}

function matchPorts(given: readonly string[], wanted: readonly number[]): Match {
  const covered = wanted.filter((port) => given.some((ports) => hasPort(ports, port)));
  return covered.length === wanted.length ? 'yes' : covered.length === 0 ? 'no' : 'maybe';
}

function hasPort(ports: string, port: number): boolean {
  if (isAllPorts(ports)) return true;
  const [first = Number.NaN, last = first] = ports.split('-').map(Number);
  return first <= port && port <= last;
}

function matchNodes(prefix: string, { addressPrefixes }: Ends): Match {
  const name = normalize(prefix);
  return everywhere.has(name) || name === 'virtualnetwork' || addressPrefixes.includes(prefix) ? 'yes' : 'maybe';
}

/** Tags that contain the public addresses of Azure's services, among others. */
const wholes = ['Internet', 'AzureCloud'];

/** Matches addresses that are only used within networks. */
const privateAddress = /^(?:10\.|172\.(?:1[6-9]|2\d|3[01])\.|192\.168\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.)/;

function matchPlace(prefix: string, { tag, isPrivate = false }: Traffic, { location }: Ends): Match {
  const name = normalize(prefix);
  if (everywhere.has(name)) return 'yes';
  if (name.includes(':')) return 'no';
  if (/^\d/.test(name)) return isPrivate || !privateAddress.test(name) ? 'maybe' : 'no';
  if (name === 'virtualnetwork' || isPrivate) return name === 'virtualnetwork' && isPrivate ? 'yes' : 'no';
  // Registries and others that nodes download from have tags of their own.
  if (tag === 'Internet' && name !== 'internet') return 'maybe';
  return [tag, ...wholes].map((one) => matchTag(prefix, one, location)).find((match) => match !== 'no') ?? 'no';
}
