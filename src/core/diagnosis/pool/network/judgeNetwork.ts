import * as l10n from '@vscode/l10n';
import type { NotRecorded } from '../../../model/monitor.ts';
import type { Route, SubnetNetwork } from '../../../model/network.ts';
import { hasNoPublicAddresses, type Pool } from '../../../model/pool.ts';
import { toResourceName } from '../../../places/networkId.ts';
import { describeSource, nameMonitorSource } from '../../../refusals/monitorAnswers.ts';
import { describeUnreadPart } from '../../../refusals/networkAnswers.ts';
import type { NetworkEvidence } from '../../evidence/networkEvidence.ts';
import { toSentence } from '../../explanation/draft.ts';
import type { Confidence, Section } from '../../explanation/explanation.ts';
import { joinSentences, listSome } from '../../explanation/sentences.ts';
import { judgeRules, type Verdict } from './judgeRules.ts';
import { type Ends, listRemote, matchTag, type Traffic } from './matchRule.ts';

/** Purpose of traffic: contact with Batch, getting a node ready, or downloads for the pool or its tasks. */
export type NetworkPurpose = 'contact' | 'start' | 'download';

/** Part of a pool's network that keeps nodes from what they need. */
export interface Obstacle {
  /** Sentence without its period. */
  readonly what: string;
  readonly step: string;
  /** Distinguishes obstacles, in any language. */
  readonly id: string;
  readonly confidence: Confidence;
}

export interface NetworkJudgment {
  readonly obstacle?: Obstacle | undefined;
  /** Advice on what to check if nothing is known to be in the way; undefined if too little is known. */
  readonly step?: string | undefined;
  readonly section: Section;
}

/** Judgment of one part of a network. */
interface Finding {
  readonly texts: readonly string[];
  readonly obstacle?: Obstacle | undefined;
  /** Advice on what to check about the part. */
  readonly step?: string | undefined;
  /** True if the part is known to let through what nodes need. */
  readonly isClear: boolean;
}

const management: Traffic = { direction: 'outbound', ports: [443], tag: 'BatchNodeManagement' };
const downloads: Traffic = { direction: 'outbound', ports: [443], tag: 'Internet' };
/** Traffic that nodes need, by communication mode (Batch documentation: "Simplified compute node communication"). */
const needs: Readonly<Record<'classic' | 'simplified', readonly Traffic[]>> = {
  simplified: [management],
  classic: [
    { direction: 'inbound', ports: [29876, 29877], tag: 'BatchNodeManagement' },
    { direction: 'outbound', ports: [443], tag: 'Storage' },
  ],
};

/** Known facts about one pool and its network. */
interface Context {
  readonly pool: Pool;
  readonly network: SubnetNetwork;
  readonly purpose: NetworkPurpose;
  readonly isClassic: boolean;
  readonly ends: Ends;
  readonly traffic: readonly Traffic[];
}

/**
 * Judges what in a pool's network keeps its nodes from what they need. Undefined if the network wasn't looked at, or
 * can't be.
 */
export function judgeNetwork(
  evidence: NetworkEvidence | undefined,
  pool: Pool,
  purpose: NetworkPurpose,
): NetworkJudgment | undefined {
  const { value: network, unread, asOf, areOthersWorking = false } = evidence ?? {};
  const toSection = (texts: readonly string[]): Section => ({
    id: 'network',
    title: nameMonitorSource('network'),
    items: texts.map((text) => ({ text })),
  });
  if (unread !== undefined) {
    const { subnetId = '' } = pool.networkConfiguration ?? {};
    const subnet = toResourceName(subnetId);
    return {
      step: adviseUnread(subnet, unread, purpose),
      section: toSection([describeUnreadPart('subnet', subnet, unread)]),
    };
  }
  if (network === undefined) return undefined;
  const { securityGroup, routeTable, addressPrefixes } = network;
  const isClassic =
    (pool.currentNodeCommunicationMode ?? pool.targetNodeCommunicationMode)?.toLowerCase() === 'classic';
  const context: Context = {
    pool,
    network,
    purpose,
    isClassic,
    ends: { location: securityGroup?.location ?? routeTable?.location, addressPrefixes },
    traffic: purpose === 'download' ? [downloads] : needs[isClassic ? 'classic' : 'simplified'],
  };
  const findings = [judgeGroup(context), judgeRoutes(context), judgePolicy(context), judgeWayOut(context)];
  const found = findings.find((finding) => finding.obstacle !== undefined)?.obstacle;
  return {
    obstacle: areOthersWorking ? undefined : found,
    step: findings.every(({ isClear }) => isClear)
      ? adviseFurther()
      : findings.find(({ step }) => step !== undefined)?.step,
    section: toSection([
      ...findings.flatMap(({ texts }) => texts),
      ...(areOthersWorking && found !== undefined
        ? [l10n.t("Other nodes in the pool work, so this alone doesn't explain what failed.")]
        : []),
      describeUnseen(network),
      ...(asOf === undefined ? [] : [describeSource('network', asOf)]),
    ]),
  };
}

/** Advises what to do about a subnet that can't be looked at; undefined if Azure may answer later. */
function adviseUnread(subnet: string, { unknown }: NotRecorded, purpose: NetworkPurpose): string | undefined {
  if (unknown === 'notFound')
    return l10n.t(
      "Check that subnet {subnet} still exists. If it doesn't, add a pool in another subnet: a pool can't change its own.",
      { subnet },
    );
  return unknown !== 'notAllowed' || purpose === 'download'
    ? undefined
    : l10n.t(
        'Ask the owner of subnet {subnet} whether its security group and routes let nodes reach Batch (service tag BatchNodeManagement), or ask for the “Reader” role on it, so that they are checked here.',
        { subnet },
      );
}

function adviseFurther(): string {
  return l10n.t(
    "The subnet's own rules allow what nodes need. Check what can't be seen from here: security groups on the nodes' network interfaces, firewalls, private endpoints, and how names are resolved in the virtual network.",
  );
}

function describeUnseen({ routeTable }: SubnetNetwork): string {
  return routeTable?.disableBgpRoutePropagation === true
    ? l10n.t(
        "Not visible from here: security groups on the nodes' network interfaces, firewalls, rules of Azure Virtual Network Manager, and how names are resolved in the virtual network.",
      )
    : l10n.t(
        "Not visible from here: security groups on the nodes' network interfaces, firewalls, routes that a gateway announces, rules of Azure Virtual Network Manager, and how names are resolved in the virtual network.",
      );
}

function describeTag({ tag }: Traffic, { location }: Ends): string {
  return location === undefined || tag === 'Internet' ? tag : `${tag}.${location}`;
}

function describeTraffic(traffic: Traffic, ends: Ends): string {
  const portParts = { ports: traffic.ports.join('–'), tag: describeTag(traffic, ends) };
  return traffic.direction === 'inbound'
    ? l10n.t('inbound TCP {ports} from {tag}', portParts)
    : l10n.t('outbound TCP {ports} to {tag}', portParts);
}

function judgeGroup(context: Context): Finding {
  const { securityGroup: group } = context.network;
  if (group === undefined)
    return { texts: [l10n.t('The subnet has no network security group, so none blocks anything.')], isClear: true };
  if (group.unread !== undefined)
    return { texts: [describeUnreadPart('securityGroup', group.name, group.unread)], isClear: false };
  const judged = context.traffic.map((traffic) => judgeTraffic(group, traffic, context));
  return {
    texts: judged.flatMap(({ texts }) => texts),
    obstacle: judged.find(({ obstacle }) => obstacle !== undefined)?.obstacle,
    isClear: judged.every(({ isClear }) => isClear),
  };
}

/** Judges what a security group does with traffic, also if it goes to a private endpoint. */
function judgeTraffic(
  { name: group, rules }: NonNullable<SubnetNetwork['securityGroup']>,
  traffic: Traffic,
  { pool, ends }: Context,
): Finding {
  const verdict = judgeRules(rules, traffic, ends);
  if (verdict === undefined) return { texts: [], isClear: false };
  const inside = traffic === management ? judgeRules(rules, { ...traffic, isPrivate: true }, ends) : verdict;
  const { rule, isAllowed, unsure } = verdict;
  const ruleParts = { rule: rule.name, priority: rule.priority, group, traffic: describeTraffic(traffic, ends) };
  const what = isAllowed
    ? l10n.t('Rule {rule} (priority {priority}) of network security group {group} allows {traffic}', ruleParts)
    : l10n.t('Rule {rule} (priority {priority}) of network security group {group} blocks {traffic}', ruleParts);
  const isBlockedInside = inside !== undefined && !inside.isAllowed && inside.unsure.length === 0;
  const isBlocked = !isAllowed && unsure.length === 0 && (isBlockedInside || !hasNoPublicAddresses(pool));
  const step = l10n.t(
    'Change rule {rule} of network security group {group}, or add one with a priority number below {priority}, so that {traffic} is allowed.',
    ruleParts,
  );
  return {
    texts: [
      toSentence(what),
      ...unsure.map((one) => describeUnsure(one, traffic, isAllowed)),
      ...(inside === undefined || inside.isAllowed === isAllowed ? [] : [describeInside(inside)]),
    ],
    obstacle: isBlocked
      ? { what, step, id: `rule ${group} ${rule.name}`, confidence: isBlockedInside ? 'certain' : 'likely' }
      : undefined,
    isClear: [verdict, ...(hasNoPublicAddresses(pool) ? [inside] : [])].some(
      (one) => one?.isAllowed === true && one.unsure.length === 0,
    ),
  };
}

function describeUnsure(rule: Verdict['rule'], traffic: Traffic, isAllowed: boolean): string {
  const unsureParts = { rule: rule.name, priority: rule.priority, addresses: listSome(listRemote(rule, traffic)) };
  return isAllowed
    ? l10n.t(
        "Rule {rule} (priority {priority}) comes first and may block it: it's for {addresses}, and it's unknown whether that includes the other end.",
        unsureParts,
      )
    : l10n.t(
        "Rule {rule} (priority {priority}) comes first and may allow it: it's for {addresses}, and it's unknown whether that includes the other end.",
        unsureParts,
      );
}

function describeInside({ rule, isAllowed }: Verdict): string {
  const insideParts = { rule: rule.name, priority: rule.priority };
  return isAllowed
    ? l10n.t(
        'Through a private endpoint for node management, rule {rule} (priority {priority}) allows it.',
        insideParts,
      )
    : l10n.t(
        'Through a private endpoint for node management, rule {rule} (priority {priority}) blocks it.',
        insideParts,
      );
}

const defaultRoutes = ['0.0.0.0/0', '0.0.0.0/1', '128.0.0.0/1'];

/** Finds the route that traffic with Batch takes, or what is for the internet: a service tag is more specific. */
function findRoute({ network, ends, purpose }: Context): Route | undefined {
  const { routes = [] } = network.routeTable ?? {};
  const tags = purpose === 'download' ? [] : [management.tag, 'AzureCloud'];
  const named = routes.find(({ addressPrefix }) =>
    tags.some((tag) => matchTag(addressPrefix, tag, ends.location) === 'yes'),
  );
  return named ?? routes.find(({ addressPrefix }) => defaultRoutes.includes(addressPrefix.trim()));
}

function judgeRoutes(context: Context): Finding {
  const { network, ends, purpose, traffic, pool } = context;
  const { routeTable: table } = network;
  if (table === undefined) return { texts: [], isClear: true };
  if (table.unread !== undefined)
    return { texts: [describeUnreadPart('routeTable', table.name, table.unread)], isClear: false };
  const route = findRoute(context);
  const named = { route: route?.name ?? '', table: table.name };
  const hop = route?.nextHopType.toLowerCase();
  const tag = describeTag(management, ends);
  if (hop === 'none') {
    const what = l10n.t('Route {route} of route table {table} drops internet traffic', named);
    const step =
      purpose === 'download'
        ? l10n.t('Change route {route} of route table {table}, so that nodes can reach the internet.', named)
        : l10n.t(
            'Change route {route} of route table {table}, or add a route for service tag {tag} with next hop Internet.',
            { route: route?.name ?? '', table: table.name, tag },
          );
    const isSure = purpose === 'download' || !hasNoPublicAddresses(pool);
    const obstacle: Obstacle = { what, step, id: `route ${table.name}`, confidence: 'likely' };
    return { texts: [toSentence(what)], obstacle: isSure ? obstacle : undefined, isClear: false };
  }
  if (route !== undefined && hop?.startsWith('virtual') === true)
    return {
      ...describeHop(table.name, route, describeTraffic(traffic[0] ?? management, ends), tag, purpose),
      isClear: false,
    };
  return {
    texts: [
      route === undefined
        ? l10n.t('Route table {table} sends no internet traffic elsewhere.', { table: table.name })
        : l10n.t('Route {route} of route table {table} leads straight to the internet.', named),
    ],
    isClear: true,
  };
}

/** Describes a route to an appliance or a gateway, which may let traffic through or not. */
function describeHop(
  table: string,
  { name, nextHopType, nextHopIpAddress }: Route,
  traffic: string,
  tag: string,
  purpose: NetworkPurpose,
): Pick<Finding, 'texts' | 'step'> {
  const hop = [nextHopType, nextHopIpAddress].filter((part) => part !== undefined).join(' ');
  return {
    texts: [
      l10n.t(
        'Route {route} of route table {table} sends internet traffic to {hop}: whether that lets {traffic} through is unknown.',
        { route: name, table, hop, traffic },
      ),
    ],
    step:
      purpose === 'download'
        ? l10n.t('Let {traffic} through {hop}.', { traffic, hop })
        : l10n.t(
            'Let {traffic} through {hop}, or add a route to route table {table} for service tag {tag} with next hop Internet.',
            { traffic, hop, table, tag },
          ),
  };
}

/** Judges a policy on storage, which blocks all accounts that it doesn't list, also those of Azure's own services. */
function judgePolicy({ network, purpose, isClassic }: Context): Finding {
  const { endpointPolicy: policy, services } = network;
  if (policy === undefined || !services.some((service) => /^Microsoft\.Storage\b/i.test(service)))
    return { texts: [], isClear: true };
  if (policy.unread !== undefined)
    return { texts: [describeUnreadPart('endpointPolicy', policy.name, policy.unread)], isClear: false };
  const allowed = policy.definitions.flatMap(({ serviceResources = [] }) => serviceResources);
  if (allowed.length === 0) return { texts: [], isClear: true };
  if (allowed.some((resource) => /^\/services\/Azure(?:\/Batch)?$/i.test(resource)))
    return {
      texts: [
        l10n.t("Service endpoint policy {policy} lets nodes reach Batch's own storage accounts.", {
          policy: policy.name,
        }),
      ],
      isClear: true,
    };
  const what = l10n.t(
    "Service endpoint policy {policy} lets nodes reach only {accounts}, and not Batch's own storage accounts",
    { policy: policy.name, accounts: listSome(allowed.map(toResourceName)) },
  );
  const step = l10n.t(
    'Take service endpoint policy {policy} off the subnet, or use a subnet without one for the pool.',
    { policy: policy.name },
  );
  const isNeeded = purpose === 'start' || (purpose === 'contact' && isClassic);
  return {
    texts: [toSentence(what)],
    obstacle: isNeeded ? { what, step, id: `policy ${policy.name}`, confidence: 'likely' } : undefined,
    isClear: purpose === 'contact' && !isClassic,
  };
}

/** Judges whether nodes without public IP addresses have a way out (Batch documentation: "no public IP addresses"). */
function judgeWayOut(context: Context): Finding {
  const { network, pool, purpose } = context;
  const hop = findRoute(context)?.nextHopType.toLowerCase() ?? '';
  if (!hasNoPublicAddresses(pool) || network.hasNatGateway || hop.startsWith('virtual'))
    return { texts: [], isClear: true };
  if (network.defaultOutboundAccess !== false)
    return {
      texts: [
        l10n.t(
          "The pool's nodes have no public IP addresses, and the subnet has no NAT gateway: they depend on a private endpoint for node management, and for everything else on Azure's default outbound access, which not every subnet has.",
        ),
      ],
      isClear: purpose !== 'download',
    };
  const what = l10n.t('The nodes have no way out to the internet');
  const step =
    purpose === 'download'
      ? l10n.t('Give the subnet a NAT gateway.')
      : l10n.t(
          'Give the subnet a NAT gateway. If the account has a private endpoint for node management, check that nodes can reach it, and that its name resolves to its private address.',
        );
  return {
    texts: [
      joinSentences([
        toSentence(what),
        l10n.t(
          "The pool's nodes have no public IP addresses, and the subnet has no NAT gateway, no route to an appliance or a gateway, and no default outbound access.",
        ),
        l10n.t("Only private endpoints can be reached, so registries and package servers usually can't."),
      ]),
    ],
    obstacle: { what, step, id: 'no way out', confidence: 'likely' },
    isClear: false,
  };
}
