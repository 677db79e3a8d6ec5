import * as l10n from '@vscode/l10n';
import { definedOnly } from '../../model/defined.ts';
import {
  describeEnd,
  type EndOfSupport,
  findEndOfImage,
  findEndOfMode,
  findEndOfSize,
  formatEndDay,
  judgeEnd,
} from '../../query/endOfSupport.ts';
import {
  findCores,
  findOnlyGeneration,
  hasArm,
  hasDiskCache,
  hasPremiumStorage,
  isConfidential,
} from '../../query/vmSizes.ts';
import { findBareVectors, findUnknownMethods, findUnknownSymbols } from '../evidence/formulaSymbols.ts';
import {
  type FormulaSlip,
  findFormulaSlip,
  findWrongOperand,
  findWrongTarget,
  type WrongOperand,
  type WrongTarget,
} from '../evidence/formulaSyntax.ts';
import { findAgentMismatch, findImageGeneration, findUnknownAgent } from '../evidence/operatingSystem.ts';
import { isSame } from '../evidence/time.ts';
import { findUnknownSize, listedOn, type UnknownSize } from '../evidence/vmSizeNames.ts';
import {
  type DefinitionNode,
  find,
  findGiven,
  findNumber,
  findString,
  listItems,
  listProperties,
} from './definitionTree.ts';
import { type DefinitionFinding, type DefinitionFix, replaceWith, toFinding } from './finding.ts';
import { isPlaceholder, isPutInLater } from './placeholders.ts';
import { toMissing } from './propertyRules.ts';
import { findOverlaps } from './ranges.ts';
import type { RuleContext } from './rule.ts';

const targets = ['targetDedicatedNodes', 'targetLowPriorityNodes'] as const;
const modeName = 'targetNodeCommunicationMode';
/** Batch documentation: limits of pools with inter-node communication. */
const maxCommunicatingNodes = 100;
const reservedPorts = [29_876, 29_877];

/** Checks that a pool has either fixed targets or a formula (Batch documentation: "Pool - Add"). */
export function checkScaling(node: DefinitionNode): readonly DefinitionFinding[] {
  const enabled = findGiven(node, 'enableAutoScale')?.value === true;
  const formula = findGiven(node, 'autoScaleFormula');
  const enable = findGiven(node, 'enableAutoScale');
  const findings: DefinitionFinding[] = [];
  for (const name of targets) {
    const target = findGiven(node, name);
    if (enabled && target !== undefined && target.type !== 'null') {
      const message = l10n.t('"{0}" cannot be set while autoscale is on: the formula sets it.', name);
      findings.push(toFinding(target, 'target-with-autoscale', message));
    }
  }
  if (enabled && formula === undefined && enable !== undefined) {
    const message = l10n.t('Autoscale is on but has no formula ("autoScaleFormula").');
    findings.push(toFinding(enable, 'autoscale-without-formula', message));
  }
  for (const name of ['autoScaleFormula', 'autoScaleEvaluationInterval']) {
    const value = findGiven(node, name);
    if (!enabled && value !== undefined && value.type !== 'null') {
      const message = l10n.t('"{0}" needs "enableAutoScale" to be true.', name);
      findings.push(toFinding(value, 'formula-without-autoscale', message));
    }
  }
  const isElsewhere = findGiven(node, 'scaleSettings') !== undefined;
  const isMisspelt = listProperties(node).some(
    ({ name }) => /^target/i.test(name) && !(targets as readonly string[]).includes(name) && name !== modeName,
  );
  if (!enabled && !isElsewhere && !isMisspelt && targets.every((name) => isNone(findGiven(node, name)))) {
    const message = l10n.t("The pool won't get any nodes: both targets are 0 and autoscale is off.");
    findings.push(toFinding(node, 'no-nodes', message));
  }
  return findings;
}

/**
 * Checks for a target that is missing, or 0. A target that is not a number is reported as such, or is a placeholder.
 */
function isNone(target: DefinitionNode | undefined): boolean {
  return target === undefined || target.type === 'null' || target.value === 0;
}

/** Checks a formula for undefined symbols, with which it fails each time, and the pool keeps its size. */
export function checkFormula(node: DefinitionNode): readonly DefinitionFinding[] {
  const formula = findGiven(node, 'autoScaleFormula');
  if (typeof formula?.value !== 'string') return [];
  const text = formula.value;
  if (isPlaceholder(text)) return [];
  return [
    ...findUnknown(formula, text),
    ...findUnreadable(formula, text),
    ...findBare(formula, text),
    ...findNoTarget(formula, text),
    ...findEarlierNames(formula, text),
    ...findUnguarded(formula, text),
    ...findLongTime(formula, text),
  ];
}

/** A formula that sets no target leaves the pool as it is. */
function findNoTarget(formula: DefinitionNode, text: string): readonly DefinitionFinding[] {
  const plain = withoutComments(text);
  if (/\$Target(?:Dedicated|LowPriority)Nodes\s*=(?!=)/i.test(plain)) return [];
  if (/\$TargetDedicated\s*=(?!=)/i.test(plain)) return [];
  const target = '$TargetDedicatedNodes';
  const message = l10n.t('The formula sets no target, so it never changes the number of nodes. Set {0}.', target);
  return [toFinding(formula, 'formula-target', message)];
}

/** Finds the names of variables that have been called differently since there are Spot nodes as well. */
function findEarlierNames(formula: DefinitionNode, text: string): readonly DefinitionFinding[] {
  const used = withoutComments(text).match(/\$(?:Target|Current)Dedicated\b/gi) ?? [];
  return [...new Set(used)].map((earlier) => {
    const present = `${earlier}Nodes`;
    const message = l10n.t('The formula uses {earlier}, a name from before 2017. Rename it to {present}.', {
      earlier,
      present,
    });
    const fix = replaceWith(formula, replaceSymbol(text, earlier, present), l10n.t('Rename to "{0}"', present));
    return toFinding(formula, 'formula-target', message, fix);
  });
}

/**
 * Finds uses of an interval's samples, which a new pool does not have (Batch documentation: "Obtain sample data"). The
 * last sample alone is allowed.
 */
function findUnguarded(formula: DefinitionNode, text: string): readonly DefinitionFinding[] {
  const plain = withoutComments(text);
  if (/\.\s*GetSamplePercent\s*\(/i.test(plain)) return [];
  const asked = /(\$\w{1,40})\s*\.\s*GetSample\s*\(\s*(?!\d+\s*\))/i.exec(plain)?.[1];
  if (asked === undefined) return [];
  const message = l10n.t(
    "GetSample fails while there are too few samples, as in the first minutes of a pool, and the pool then keeps its size. Ask {0} first, and use a fixed number if it's low.",
    `${asked}.GetSamplePercent(…)`,
  );
  return [toFinding(formula, 'unguarded-sample', message)];
}

/** The service counts in units of 100 nanoseconds. */
function findLongTime(formula: DefinitionNode, text: string): readonly DefinitionFinding[] {
  const time = /\btime\s*\(\s*["']([\d:T -]{8,30}\.\d{8,}[\d:Z+-]{0,8})["']/i.exec(withoutComments(text))?.[1];
  if (time === undefined) return [];
  const message = l10n.t('In the formula, the seconds of the time {0} have more than 7 decimals. Shorten it.', time);
  const shorter = text.replaceAll(time, time.replace(/\.\d+/, ''));
  return [toFinding(formula, 'formula-time', message, replaceWith(formula, shorter, l10n.t('Remove the decimals')))];
}

function withoutComments(formula: string): string {
  return formula.replace(/\/\/[^\n]*|\/\*(?:[^*]|\*(?!\/))*(?:\*\/)?/g, ' ');
}

function findUnreadable(formula: DefinitionNode, text: string): readonly DefinitionFinding[] {
  const wrong = findWrongTarget(text);
  if (wrong !== undefined) return [toFinding(formula, 'formula-type', describeWrongTarget(wrong))];
  const operand = findWrongOperand(text);
  if (operand !== undefined) return [toFinding(formula, 'formula-type', describeWrongOperand(operand))];
  const slip = findFormulaSlip(text);
  return slip === undefined ? [] : [toFinding(formula, 'formula-syntax', describeSlip(slip))];
}

function describeWrongTarget({ target, type }: WrongTarget): string {
  switch (type) {
    case 'text':
      return l10n.t('The formula sets {0} to a string. It must be a number.', target);
    case 'time':
      return l10n.t('The formula sets {0} to a time. It must be a number.', target);
    case 'samples':
      return l10n.t(
        'The formula sets {0} to a series of samples. Get a number from it, for example with avg().',
        target,
      );
  }
}

function describeWrongOperand({ kind, sign }: WrongOperand): string {
  switch (kind) {
    case 'text':
      return l10n.t('In the formula, {0} is applied to a string. It accepts only numbers.', sign);
    case 'interval':
      return l10n.t(
        'In the formula, {0} is between a number and a time interval. Multiply the number by an interval.',
        sign,
      );
  }
}

function describeSlip({ kind, sign }: FormulaSlip): string {
  switch (kind) {
    case 'parenthesis':
      return l10n.t('In the formula, {0} is missing its matching parenthesis.', sign);
    case 'operator':
      return l10n.t("Formulas don't support the operator {0}.", sign);
    case 'separator':
      return l10n.t('In the formula, a semicolon is missing before {0}.', sign);
    case 'operand':
      return l10n.t('In the formula, a value is missing after {0}.', sign);
  }
}

/** Finds variables with samples that are used as numbers, which makes the formula fail every time. */
function findBare(formula: DefinitionNode, text: string): readonly DefinitionFinding[] {
  return findBareVectors(text).map((name) => {
    const message = l10n.t('{0} is a series of samples, not a number. Write {1}.', name, `avg(${name}.GetSample(1))`);
    return toFinding(formula, 'vector-without-sample', message);
  });
}

function findUnknown(formula: DefinitionNode, text: string): readonly DefinitionFinding[] {
  // A word in the place of an operator is reported as such.
  const slip = findFormulaSlip(text)?.sign;
  const unknown = [...findUnknownSymbols(text), ...findUnknownMethods(text)].filter(({ name }) => name !== slip);
  return unknown.map(({ name, meant }) =>
    toFinding(
      formula,
      'unknown-symbol',
      meant === undefined
        ? l10n.t("The formula uses {0}, which isn't defined in the formula or by Batch.", name)
        : l10n.t("The formula uses {name}, which isn't defined in the formula or by Batch. Did you mean {meant}?", {
            name,
            meant,
          }),
      meant === undefined
        ? undefined
        : replaceWith(formula, replaceSymbol(text, name, meant), l10n.t('Rename to "{0}"', meant)),
    ),
  );
}

function replaceSymbol(formula: string, name: string, meant: string): string {
  return formula.replace(/\$?\b\w+/g, (symbol) => (symbol === name ? meant : symbol));
}

/** Nodes that communicate with each other are limited in number. */
export function checkCommunication(node: DefinitionNode): readonly DefinitionFinding[] {
  const value = findGiven(node, 'enableInterNodeCommunication');
  if (value?.value !== true) return [];
  const spot = findGiven(node, 'targetLowPriorityNodes');
  const findings: DefinitionFinding[] = [];
  if (spot !== undefined && Number(spot.value) > 0) {
    const message = l10n.t(
      'Azure can take back Spot nodes at any time, which interrupts tasks that run on several nodes.',
    );
    findings.push(toFinding(spot, 'spot-communication', message));
  }
  const wanted = targets.reduce((sum, name) => sum + (findNumber(node, name) ?? 0), 0);
  if (wanted <= maxCommunicatingNodes) return findings;
  return [
    ...findings,
    toFinding(
      value,
      'too-many-nodes',
      l10n.t(
        'A pool whose nodes communicate with each other can have at most {0} nodes; this one requests {1}.',
        maxCommunicatingNodes,
        wanted,
      ),
    ),
  ];
}

/** Checks that the node agent is the one for the image, and that both are supported. */
export function checkImage(node: DefinitionNode, { now }: RuleContext): readonly DefinitionFinding[] {
  const agent = findGiven(node, 'nodeAgentSKUId');
  const agentName = findString(node, 'nodeAgentSKUId')?.toLowerCase() ?? '';
  const image = readImage(node);
  if (agent === undefined || agent.type !== 'string') return [];
  const unknown = isPlaceholder(agentName) ? undefined : findUnknownAgent(agentName);
  if (unknown !== undefined) return [toUnknownAgent(agent, unknown.meant)];
  const mismatch = findAgentMismatch(agentName, image);
  if (mismatch !== undefined) {
    return [
      toFinding(
        agent,
        'agent-mismatch',
        l10n.t(
          'The node agent is for {0}, but the image is {1}: nodes would become unusable.',
          mismatch.agent,
          mismatch.image,
        ),
      ),
    ];
  }
  const [publisher, offer, sku] = readImageNames(node);
  const machine = { nodeAgentSKUId: agentName, imageReference: definedOnly({ publisher, offer, sku }) };
  return toEndFindings(agent, findEndOfImage(machine), now);
}

function toUnknownAgent(agent: DefinitionNode, meant: string | undefined): DefinitionFinding {
  const message =
    meant === undefined
      ? l10n.t('No node agent has this name. An example is {0}.', 'batch.node.ubuntu 24.04')
      : l10n.t('No node agent has this name. Did you mean {0}?', meant);
  return toFinding(agent, 'unknown-agent', message, toChange(agent, meant));
}

function toChange(node: DefinitionNode, meant: string | undefined): DefinitionFix | undefined {
  return meant === undefined ? undefined : replaceWith(node, meant, l10n.t('Change to "{0}"', meant));
}

/** Checks that an image has either an ID or all three parts of an image of the Azure Marketplace. */
export function checkImageParts(node: DefinitionNode): readonly DefinitionFinding[] {
  const parts = ['publisher', 'offer', 'sku'];
  const missing = parts.filter((name) => findGiven(node, name) === undefined);
  const own = findGiven(node, 'virtualMachineImageId');
  if (own !== undefined && own.value !== '' && missing.length < parts.length) {
    const message = l10n.t('An image has "virtualMachineImageId" or {0}, but not both.', parts.join(', '));
    return [toFinding(own, 'two-images', message)];
  }
  if (missing.length === parts.length) return checkImageId(own);
  return missing.map((name) => toMissing(node, name));
}

/** Images of one's own: in a gallery, or managed ones as in earlier years. */
const imageId =
  /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.Compute\/(?:galleries\/[^/]+\/images\/[^/]+(?:\/versions\/[^/]+)?|images\/[^/]+)\/?$/i;

function checkImageId(node: DefinitionNode | undefined): readonly DefinitionFinding[] {
  if (node?.type !== 'string') return [];
  const text = String(node.value).trim();
  if (text === '' || isPutInLater(text) || imageId.test(text)) return [];
  const message = l10n.t(
    'The service expects a resource ID of the form {0} here.',
    '/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.Compute/galleries/{gallery}/images/{image}/versions/{version}',
  );
  return [toFinding(node, 'resource-id', message)];
}

/** Checks for a size that Azure takes out of service, or that it doesn't have. */
export function checkSize(node: DefinitionNode, { now }: RuleContext): readonly DefinitionFinding[] {
  const size = findGiven(node, 'vmSize');
  if (size === undefined) return [];
  const name = findString(node, 'vmSize') ?? '';
  const end = findEndOfSize(name);
  const isGone = end !== undefined && judgeEnd(end, now) === 'over';
  // Cloud services had sizes of their own.
  const isOther = name === '' || isPutInLater(name) || findGiven(node, 'cloudServiceConfiguration') !== undefined;
  const unknown = isOther || isGone ? undefined : findUnknownSize(name);
  return unknown === undefined ? toEndFindings(size, end, now) : [toUnknownSize(size, unknown)];
}

function toUnknownSize(size: DefinitionNode, { isMisspelt, meant }: UnknownSize): DefinitionFinding {
  if (isMisspelt) {
    const message =
      meant === undefined
        ? l10n.t('No VM size has this name. An example is {0}.', 'Standard_D4s_v5')
        : l10n.t('No VM size has this name. Did you mean {0}?', meant);
    return toFinding(size, 'unknown-size', message, toChange(size, meant));
  }
  const day = formatEndDay(listedOn) ?? '';
  const message =
    meant === undefined
      ? l10n.t('No VM size had this name on {0}. It may be newer, or misspelt.', day)
      : l10n.t('No VM size had this name on {day}. It may be newer, or did you mean {meant}?', { day, meant });
  return toFinding(size, 'unlisted-size', message, toChange(size, meant));
}

/** Checks that a size, its image, and its security type fit together: with others no node can be allocated. */
export function checkGeneration(node: DefinitionNode): readonly DefinitionFinding[] {
  const size = findGiven(node, 'vmSize');
  const machine = findGiven(node, 'virtualMachineConfiguration');
  if (size === undefined || machine?.type !== 'object') return [];
  const name = String(size.value);
  const image = readImage(machine);
  const security = findString(machine, 'securityProfile', 'securityType') ?? '';
  const [wanted, given] = [findOnlyGeneration(name), findImageGeneration(image)];
  const isForOther = hasArm(name) && /^[a-z]/.test(image) && !/arm|aarch|-gb/.test(image);
  const problems = [
    [
      isForOther,
      l10n.t("{0} has Arm processors, for which the image isn't. Use an image for Arm, or another size.", name),
    ],
    [
      !isForOther && wanted !== undefined && given !== undefined && wanted !== given,
      l10n.t(
        'This VM size starts only images of generation {wanted}, but the image is of generation {given}: the pool would get no nodes. Use an image of generation {wanted}, or another size.',
        { wanted: wanted ?? '', given: given ?? '' },
      ),
    ],
    [
      security !== '' && !isPutInLater(security) && given === 1 && wanted !== 2,
      l10n.t('"{0}" needs an image of generation 2, but this one is of generation 1.', 'securityType'),
    ],
    [
      isConfidential(name) && !isPutInLater(security) && !isSame(security, 'confidentialVM'),
      l10n.t('{0} starts only confidential VMs: set "securityType" (in "securityProfile") to "confidentialVM".', name),
    ],
  ] as const;
  return problems.flatMap(([isWrong, message]) => (isWrong ? [toFinding(size, 'generation-mismatch', message)] : []));
}

/** Checks that the size can have the disks of the pool. */
export function checkDisks(node: DefinitionNode): readonly DefinitionFinding[] {
  const size = findString(node, 'vmSize') ?? '';
  const machine = findGiven(node, 'virtualMachineConfiguration');
  const types = [find(machine, 'osDisk'), ...listItems(find(machine, 'dataDisks'))].map(
    (disk) => find(disk, 'managedDisk', 'storageAccountType') ?? find(disk, 'storageAccountType'),
  );
  const premium = types.filter((type) => isSame(String(type?.value), 'premium_lrs') && !hasPremiumStorage(size));
  const ephemeral = find(machine, 'osDisk', 'ephemeralOSDiskSettings', 'placement');
  const cached = hasDiskCache(size) ? undefined : ephemeral;
  if (ephemeral !== undefined && Number(find(node, 'targetLowPriorityNodes')?.value) > 0) {
    const message = l10n.t("Spot nodes can't have an ephemeral operating system disk. Use dedicated nodes alone.");
    return [toFinding(ephemeral, 'disk-mismatch', message)];
  }
  return [...premium, cached].flatMap((disk) => {
    if (disk === undefined) return [];
    const message =
      disk === cached
        ? l10n.t(
            "{0} has no cache that an operating system's disk could be placed in: the pool would get no nodes.",
            size,
          )
        : l10n.t(
            "{0} doesn't support premium storage: the pool would get no nodes. Use a size with s behind its number.",
            size,
          );
    return [toFinding(disk, 'disk-mismatch', message)];
  });
}

/** Checks that public addresses fit the rest of a network (Batch documentation: "PublicIPAddressConfiguration"). */
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

/** Checks the mode in which nodes talk to the service. */
export function checkMode(node: DefinitionNode, { now }: RuleContext): readonly DefinitionFinding[] {
  const mode = findGiven(node, modeName);
  return mode === undefined ? [] : toEndFindings(mode, findEndOfMode(String(mode.value)), now);
}

const retired = { image: 'retired-image', vmSize: 'retired-size', communication: 'retired-feature' } as const;

function toEndFindings(node: DefinitionNode, end: EndOfSupport | undefined, now: number): readonly DefinitionFinding[] {
  const nearness = end === undefined ? undefined : judgeEnd(end, now);
  if (end === undefined || nearness === undefined) return [];
  const code = { over: retired[end.kind], soon: 'support-ends-soon', later: 'support-ends' } as const;
  return [toFinding(node, code[nearness], describeEnd(end, now))];
}

/** Checks for more than 4 task slots per core (Batch documentation: "Pool - Add"). */
export function checkSlots(node: DefinitionNode): readonly DefinitionFinding[] {
  const slots = findGiven(node, 'taskSlotsPerNode');
  const cores = findCores(findString(node, 'vmSize'));
  if (cores === undefined || slots?.type !== 'number') return [];
  const most = 4 * cores;
  // Above 256 no VM size allows it.
  if (most >= 256 || Number(slots.value) <= most) return [];
  const message = l10n.t(
    'A node of this VM size can have at most {most} task slots: 4 for each of its {cores} cores.',
    {
      most,
      cores,
    },
  );
  return [toFinding(slots, 'slots-per-node', message)];
}

/** Ports of a NAT pool (Batch documentation: "InboundNATPool"). */
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

/** Ports by which people sign in to nodes: SSH and RDP. */
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

/** Ranges of public ports must be distinct (Batch documentation: "InboundNATPool"). */
export function checkEndpoints(node: DefinitionNode): readonly DefinitionFinding[] {
  const message = l10n.t('Another range includes some of these ports.');
  const pools = listItems(findGiven(node, 'inboundNATPools'));
  const twice = (['name', 'backendPort'] as const).flatMap((name) => {
    const seen = new Set<string>();
    return pools.flatMap((pool) => {
      const value = findGiven(pool, name);
      const key = String(value?.value).toLowerCase();
      if (value?.value === undefined || (typeof value.value === 'string' && isPlaceholder(value.value))) return [];
      if (!seen.has(key)) {
        seen.add(key);
        return [];
      }
      return [toFinding(value, 'duplicate-endpoint', l10n.t('Another endpoint in the pool has the same "{0}".', name))];
    });
  });
  const overlaps = findOverlaps(
    findGiven(node, 'inboundNATPools'),
    'frontendPortRangeStart',
    'frontendPortRangeEnd',
  ).map(({ at }) => toFinding(at, 'overlapping-ports', message));
  return [...twice, ...overlaps];
}

/** Images of the Azure Marketplace without a container runtime. */
const plainImages = /^(?:canonical |microsoftwindowsserver windowsserver (?!.*container))/;

/** Checks that the pool has the container runtime that its tasks need. */
export function checkContainers(node: DefinitionNode): readonly DefinitionFinding[] {
  const machine = findGiven(node, 'virtualMachineConfiguration');
  if (machine?.type !== 'object') return [];
  const containers = findGiven(machine, 'containerConfiguration');
  const settings = find(node, 'startTask', 'containerSettings');
  if (containers === undefined)
    return settings === undefined || settings.type === 'null'
      ? []
      : [toFinding(settings, 'container-mismatch', describeNoContainers())];
  if (!plainImages.test(readImage(machine))) return [];
  const message = l10n.t(
    "This image doesn't include a container runtime. Use one that does, such as ubuntu-hpc from microsoft-dsvm.",
  );
  return [toFinding(containers, 'image-without-containers', message)];
}

export function describeNoContainers(): string {
  return l10n.t('The pool is not set up for containers ("containerConfiguration").');
}

/** Reads publisher, offer and SKU of an image in lowercase. */
function readImage(machine: DefinitionNode): string {
  return readImageNames(machine)
    .map((name) => name ?? '')
    .join(' ')
    .toLowerCase();
}

function readImageNames(machine: DefinitionNode): readonly (string | undefined)[] {
  return ['publisher', 'offer', 'sku'].map((name) => findString(machine, 'imageReference', name));
}
