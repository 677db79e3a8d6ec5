import * as l10n from '@vscode/l10n';
import { findEndOfMode } from '../../definitions/endOfSupport.ts';
import { isSame } from '../evidence/time.ts';
import { type DefinitionNode, find, findGiven, findNumber, findString, listItems } from './definitionTree.ts';
import { type DefinitionFinding, toFinding } from './finding.ts';
import { toEndFindings } from './machineRules.ts';
import { isPutInLater } from './placeholders.ts';
import { findOverlaps } from './ranges.ts';
import type { RuleContext } from './rule.ts';

/** Ports that the service itself uses (Batch documentation: "InboundNATPool"). */
const reservedPorts = [29_876, 29_877];

/** Checks public IP addresses against the rest of a network (Batch documentation: "PublicIPAddressConfiguration"). */
export function checkAddresses(network: DefinitionNode): readonly DefinitionFinding[] {
  const addresses = findGiven(network, 'publicIPAddressConfiguration');
  const [provision, ids] = [find(addresses, 'provision'), find(addresses, 'ipAddressIds')];
  const given = String(provision?.value ?? 'batchmanaged');
  if (addresses?.type !== 'object' || isPutInLater(given) || (ids !== undefined && ids.type !== 'array')) return [];
  const [isUsers, isNone] = ['usermanaged', 'nopublicipaddresses'].map((one) => isSame(given, one));
  const isListed = listItems(ids).length > 0;
  const endpoints = find(network, 'endpointConfiguration', 'inboundNATPools');
  const problems = [
    [
      isNone && !findGiven(network, 'subnetId'),
      l10n.t('A pool without public IP addresses needs a subnet ("subnetId").'),
    ],
    [
      isNone && listItems(endpoints).length > 0,
      l10n.t('A pool without public IP addresses can\'t have endpoints ("inboundNATPools").'),
    ],
    [isListed !== isUsers, l10n.t('"ipAddressIds" needs "provision" to be "usermanaged", and the other way around.')],
  ] as const;
  const wrong = problems.find(([isWrong]) => isWrong);
  return wrong === undefined ? [] : [toFinding(provision ?? addresses, 'public-addresses', wrong[1])];
}

/** Checks for a node communication mode that is being retired. */
export function checkMode(node: DefinitionNode, { now }: RuleContext): readonly DefinitionFinding[] {
  const mode = findGiven(node, 'targetNodeCommunicationMode');
  return mode === undefined ? [] : toEndFindings(mode, findEndOfMode(String(mode.value)), now);
}

/** Checks the ports of a NAT pool (Batch documentation: "InboundNATPool"). */
export function checkNatPool(node: DefinitionNode): readonly DefinitionFinding[] {
  const [start, end] = [findGiven(node, 'frontendPortRangeStart'), findGiven(node, 'frontendPortRangeEnd')];
  const backend = findGiven(node, 'backendPort');
  const findings: DefinitionFinding[] = [];
  if (backend !== undefined && reservedPorts.includes(Number(backend.value))) {
    findings.push(
      toFinding(backend, 'reserved-port', l10n.t('Port {0} is reserved for Batch.', Number(backend.value))),
    );
  }
  if (start?.type !== 'number' || end?.type !== 'number') return findings;
  const [from, to] = [Number(start.value), Number(end.value)];
  if (to - from + 1 < 40)
    findings.push(toFinding(end, 'few-ports', l10n.t('A port range must contain at least 40 ports.')));
  if (from <= 55_000 && to >= 50_000)
    findings.push(toFinding(start, 'reserved-port', l10n.t('Ports 50000 to 55000 are reserved for Batch.')));
  return findings;
}

const loginPorts: readonly unknown[] = [22, 3389];

/**
 * Finds a login port that is open to everyone, because no rule restricts it (Batch documentation: "InboundNATPool").
 */
export function checkLoginPort(node: DefinitionNode): readonly DefinitionFinding[] {
  const port = findGiven(node, 'backendPort');
  if (port === undefined || !loginPorts.includes(port.value)) return [];
  const rules = listItems(findGiven(node, 'networkSecurityGroupRules'));
  const [first] = rules
    .filter((rule) => everyone.test(findString(rule, 'sourceAddressPrefix') ?? ''))
    .sort((one, other) => (findNumber(one, 'priority') ?? 0) - (findNumber(other, 'priority') ?? 0));
  const isOpen = rules.length === 0 || (first !== undefined && isSame(findString(first, 'access') ?? '', 'allow'));
  if (!isOpen) return [];
  const message = l10n.t(
    'Anyone can try to sign in on this port ({0}). Use "networkSecurityGroupRules" to allow only the addresses that need access.',
    port.value === 22 ? 'SSH' : 'RDP',
  );
  return [toFinding(port, 'open-to-all', message)];
}

const everyone = /^(?:\*|internet|any|0\.0\.0\.0(?:\/0)?|::\/0)$/i;

/** Checks that ranges of public ports don't overlap (Batch documentation: "InboundNATPool"). */
export function checkEndpoints(node: DefinitionNode): readonly DefinitionFinding[] {
  const message = l10n.t('Another range includes some of these ports.');
  return findOverlaps(findGiven(node, 'inboundNATPools'), 'frontendPortRangeStart', 'frontendPortRangeEnd').map(
    ({ at }) => toFinding(at, 'overlapping-ports', message),
  );
}
