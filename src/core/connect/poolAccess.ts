import * as l10n from '@vscode/l10n';
import type { InboundNatPool, NetworkSecurityGroupRule, Pool } from '../model/pool.ts';
import { toPlain, toSpans } from '../page/links.ts';
import { makePart } from '../page/makePage.ts';
import type { Page, PageTable, Part, Row } from '../page/page.ts';
import { toVisibleLines } from '../text/escape.ts';
import { listAll } from '../text/lists.ts';
import { everyone, loginPorts, toEndpointConfiguration } from './endpointConfiguration.ts';
import { type NodeOs, toNodeOs } from './nodeUser.ts';

/** Example of the reader's own address (RFC 5737). */
const exampleSource = '203.0.113.10';

/** Access to a port based on its rules alone. "Others" are sources that no rule names. */
export type PortAccess =
  /** No rule: the service allows all sources (Batch documentation: "networkSecurityGroupRules"). */
  | { readonly kind: 'unruled' }
  | { readonly kind: 'everyone'; readonly except: readonly string[] }
  | { readonly kind: 'nobody' }
  | { readonly kind: 'only'; readonly sources: readonly string[] }
  /** The rules depend on source ports, which only the rules themselves can describe. */
  | { readonly kind: 'bySourcePort' }
  /** No rule covers all other sources. */
  | { readonly kind: 'unknown'; readonly allowed: readonly string[]; readonly denied: readonly string[] };

const everyoneWords: ReadonlySet<string> = new Set([everyone, 'internet', '0.0.0.0/0', 'any']);

/**
 * Determines the access to the port of an inbound NAT pool. The first matching rule applies, so each source is listed
 * once, by that rule.
 */
export function judgePortAccess({ networkSecurityGroupRules: rules = [] }: InboundNatPool): PortAccess {
  if (rules.length === 0) return { kind: 'unruled' };
  if (rules.some(({ sourcePortRanges }) => !isEveryPort(sourcePortRanges))) return { kind: 'bySourcePort' };
  const [allowed, denied]: [string[], string[]] = [[], []];
  for (const { access, sourceAddressPrefix } of sortByPriority(rules)) {
    const isAllow = access.toLowerCase() === 'allow';
    if (everyoneWords.has(sourceAddressPrefix.toLowerCase())) {
      if (isAllow) return { kind: 'everyone', except: denied };
      return allowed.length === 0 ? { kind: 'nobody' } : { kind: 'only', sources: allowed };
    }
    const isNamed = [...allowed, ...denied].includes(sourceAddressPrefix);
    if (!isNamed) (isAllow ? allowed : denied).push(sourceAddressPrefix);
  }
  return { kind: 'unknown', allowed, denied };
}

function isEveryPort(ranges: readonly string[] = []): boolean {
  return ranges.every((range) => range === everyone || range === '0-65535');
}

function sortByPriority(rules: readonly NetworkSecurityGroupRule[]): readonly NetworkSecurityGroupRule[] {
  return rules.toSorted((one, other) => one.priority - other.priority);
}

/**
 * Returns a page on the network access to a pool's nodes, based on the pool's properties, with configurations that
 * limit or close sign-in.
 */
export function toAccessPage(pool: Pool): Pick<Page, 'title' | 'notice' | 'parts'> {
  const os = toNodeOs(pool.virtualMachineConfiguration?.nodeAgentSKUId);
  const natPools = pool.networkConfiguration?.endpointConfiguration?.inboundNATPools ?? [];
  const ports = [
    ...(natPools.length === 0 ? [l10n.t('The pool definition has no inbound NAT pool.')] : []),
    ...describeLoginPort(natPools, os, isPrivate(pool)),
  ];
  return {
    title: toPlain(l10n.t('Access to pool {0}', pool.id)),
    notice: l10n.t('This page is based on the pool definition. Nothing was tested.'),
    parts: [
      { ...toPart('addresses', l10n.t('Addresses'), []), rows: listAddresses(pool) },
      ...natPools.map(toPortPart),
      ...(ports.length === 0 ? [] : [toPart('ports', l10n.t('Ports that are open to the outside'), ports)]),
      toPart('communication', l10n.t('Between nodes and the service'), describeCommunication(pool)),
      ...listConfigurations(pool, os),
      toPart('unknown', l10n.t("What the pool doesn't show"), [
        l10n.t(
          'Security groups, routes, and firewalls in the virtual network, which may close what is open here. See the subnet in the Azure portal.',
        ),
        l10n.t('Firewall rules on the nodes themselves.'),
        l10n.t('Which users exist on the nodes. The service does not list them.'),
      ]),
    ],
  };
}

function toPart(id: string, title: string, sentences: readonly string[]): Part {
  return makePart({ id, title: toPlain(title), rows: sentences.map(toAccessRow) });
}

function toAccessRow(sentence: string): Row {
  return { text: toSpans(sentence) };
}

function toProvision(pool: Pool): string {
  return pool.networkConfiguration?.publicIPAddressConfiguration?.provision?.toLowerCase() ?? '';
}

function isPrivate(pool: Pool): boolean {
  return toProvision(pool) === 'nopublicipaddresses';
}

function listAddresses(pool: Pool): readonly Row[] {
  const { subnetId, dynamicVNetAssignmentScope: scope, publicIPAddressConfiguration } = pool.networkConfiguration ?? {};
  const ids = publicIPAddressConfiguration?.ipAddressIds ?? [];
  return [
    toAccessRow(describePublicAddresses(pool)),
    ...ids.map((id) => ({ text: [{ text: toPlain(id), isCode: true }] })),
    toAccessRow(
      subnetId === undefined
        ? l10n.t("The pool doesn't specify one of your subnets. Azure Batch manages the nodes' network.")
        : l10n.t('The nodes join this subnet: {0}.', subnetId),
    ),
    ...(scope === undefined || scope.toLowerCase() === 'none'
      ? []
      : [toAccessRow(l10n.t('Nodes also join a virtual network for each job ({0}).', scope))]),
  ];
}

function describePublicAddresses(pool: Pool): string {
  switch (toProvision(pool)) {
    case 'nopublicipaddresses':
      return l10n.t(
        'The nodes have no public IP addresses. Only computers in the virtual network can reach them, at their private addresses.',
      );
    case 'usermanaged':
      return l10n.t('The nodes share your own public IP addresses.');
    case 'batchmanaged':
    case '':
      return l10n.t('The nodes share public IP addresses that Azure Batch manages.');
    default:
      return l10n.t("The pool gets its public IP addresses in a way that isn't recognized: {0}.", toProvision(pool));
  }
}

function toPortName(port: number): string {
  if (port === loginPorts.linux) return l10n.t('{0} (SSH)', String(port));
  return port === loginPorts.windows ? l10n.t('{0} (Remote Desktop)', String(port)) : String(port);
}

function toPortPart(natPool: InboundNatPool): Part {
  const { name, protocol, backendPort, frontendPortRangeStart, frontendPortRangeEnd } = natPool;
  const rules = sortByPriority(natPool.networkSecurityGroupRules ?? []);
  const title = l10n.t('Port {port}: {access}', {
    port: toPortName(backendPort),
    access: describePortAccess(judgePortAccess(natPool)),
  });
  const mapped = l10n.t(
    'Inbound NAT pool {name}, protocol {protocol}. Each node has one of the public ports {start} to {end}.',
    {
      name,
      protocol: protocol.toUpperCase(),
      start: String(frontendPortRangeStart),
      end: String(frontendPortRangeEnd),
    },
  );
  return {
    ...toPart(`port ${backendPort} ${name}`, title, [mapped]),
    ...(rules.length === 0 ? {} : { table: toRuleTable(rules) }),
  };
}

function toRuleTable(rules: readonly NetworkSecurityGroupRule[]): PageTable {
  return {
    columns: [
      l10n.t({ message: 'Priority', comment: ['Of a rule of a network security group'] }),
      l10n.t({ message: 'Access', comment: ['What a rule of a network security group does: allow or deny'] }),
      l10n.t({ message: 'Source', comment: ['The addresses that a rule of a network security group is about'] }),
      l10n.t('Source ports'),
    ],
    rows: rules.map(({ priority, access, sourceAddressPrefix, sourcePortRanges = [] }) => ({
      name: String(priority),
      cells: [
        [{ text: describeRule(access) }],
        [{ text: toPlain(sourceAddressPrefix), isCode: true }],
        isEveryPort(sourcePortRanges)
          ? [{ text: l10n.t({ message: 'all', comment: ['All ports'] }) }]
          : [{ text: toPlain(sourcePortRanges.join(', ')), isCode: true }],
      ],
    })),
  };
}

function describeRule(access: string): string {
  switch (access.toLowerCase()) {
    case 'allow':
      return l10n.t({ message: 'allows', comment: ['What a rule of a network security group does'] });
    case 'deny':
      return l10n.t({ message: 'denies', comment: ['What a rule of a network security group does'] });
    default:
      return toPlain(access);
  }
}

function describePortAccess(access: PortAccess): string {
  switch (access.kind) {
    case 'unruled':
      return l10n.t('open to everyone, because no rule limits it');
    case 'nobody':
      return l10n.t('closed to everyone');
    case 'everyone':
      return access.except.length === 0
        ? l10n.t('open to everyone')
        : l10n.t('open to everyone except {0}', listAll(access.except));
    case 'only':
      return l10n.t('open to {0}, closed to everyone else', listAll(access.sources));
    case 'bySourcePort':
      return l10n.t('open according to its rules, by source port');
    case 'unknown':
      return access.allowed.length === 0
        ? l10n.t('closed to {0}; no rule says what applies to others', listAll(access.denied))
        : l10n.t('open to {0}; no rule says what applies to others', listAll(access.allowed));
  }
}

/** Describes access to the sign-in port. Without a NAT pool, the pool's age decides whether the service maps it. */
function describeLoginPort(natPools: readonly InboundNatPool[], os: NodeOs, hasNone: boolean): readonly string[] {
  const port = loginPorts[os];
  if (hasNone || natPools.some(({ backendPort }) => backendPort === port)) return [];
  return [
    l10n.t(
      "No inbound NAT pool covers port {0}. For pools created before December 2025, the service mapped that port automatically, in which case it is open to everyone. The inbound endpoints in a node's properties show whether it is mapped.",
      toPortName(port),
    ),
  ];
}

function describeCommunication(pool: Pool): readonly string[] {
  const mode = pool.currentNodeCommunicationMode ?? pool.targetNodeCommunicationMode;
  const nodes = pool.enableInterNodeCommunication
    ? l10n.t('Nodes of the pool can reach each other directly.')
    : l10n.t("The pool doesn't enable communication between its nodes.");
  switch (mode?.toLowerCase()) {
    case 'simplified':
      return [
        l10n.t(
          'The communication mode is simplified: nodes call the service on port 443, and no port is open to the service.',
        ),
        nodes,
      ];
    case 'classic':
      return [
        l10n.t(
          'The communication mode is classic: the service calls the nodes on ports 29876 and 29877, which must be open to the service tag BatchNodeManagement. Classic communication was retired in March 2026.',
        ),
        nodes,
      ];
    default:
      return [
        mode === undefined || mode.toLowerCase() === 'default'
          ? l10n.t(
              "The pool doesn't specify how nodes and the service communicate. Newer API versions support only simplified communication, in which no port is open to the service.",
            )
          : l10n.t("Nodes and the service communicate in a mode that isn't recognized: {0}.", mode),
        nodes,
      ];
  }
}

/**
 * Lists alternative configurations. The service updates networkConfiguration only while the pool is empty (Batch
 * documentation).
 */
function listConfigurations(pool: Pool, os: NodeOs): readonly Part[] {
  if (isPrivate(pool)) return [];
  const toJson = (sources: readonly string[]): string =>
    toVisibleLines(JSON.stringify({ endpointConfiguration: toEndpointConfiguration(pool, os, sources) }, undefined, 2));
  let lines: readonly [limited: string, closed: string];
  try {
    lines = [toJson([exampleSource]), toJson([])];
  } catch {
    // The limits of the service leave no room for such a configuration, so the ports above stay unchanged.
    return [];
  }
  const how = l10n.t(
    "A pool's endpoints can be changed only while it has no nodes. Put one of these in the networkConfiguration of the next pool, or of this one after it becomes empty. The service accepts port {0} here starting with API version 2025-06-01.",
    String(loginPorts[os]),
  );
  return [
    {
      ...toPart('change', l10n.t('Change who can sign in'), [how]),
      folds: [
        {
          title: l10n.t('Open to one address'),
          note: l10n.t('Replace {0} with the public address of your computer or your network.', exampleSource),
          lines: lines[0],
          language: 'json',
        },
        { title: l10n.t('Closed to everyone'), lines: lines[1], language: 'json' },
      ],
    },
  ];
}
