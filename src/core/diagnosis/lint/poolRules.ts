import * as l10n from '@vscode/l10n';
import { findUnknownSymbols } from '../evidence/formulaSymbols.ts';
import { findAgentMismatch } from '../evidence/operatingSystem.ts';
import { type DefinitionNode, findByName, findNumber, findString } from './definitionTree.ts';
import { type DefinitionFinding, replaceWith, toFinding } from './finding.ts';

const targets = ['targetDedicatedNodes', 'targetLowPriorityNodes'] as const;
/** Batch documentation: limits of pools with inter-node communication. */
const maxCommunicatingNodes = 100;
const reservedPorts = [29_876, 29_877];

/** A pool has either fixed targets or a formula (Batch documentation: "Pool - Add"). */
export function checkScaling(node: DefinitionNode): readonly DefinitionFinding[] {
  const enabled = findByName(node, 'enableAutoScale')?.value === true;
  const formula = findByName(node, 'autoScaleFormula');
  const enable = findByName(node, 'enableAutoScale');
  const findings: DefinitionFinding[] = [];
  for (const name of targets) {
    const target = findByName(node, name);
    if (enabled && target !== undefined && target.type !== 'null') {
      const message = l10n.t('"{0}" cannot be set while autoscale is on: the formula sets it.', name);
      findings.push(toFinding(target, 'target-with-autoscale', message));
    }
  }
  if (enabled && formula === undefined && enable !== undefined) {
    const message = l10n.t('Autoscale is on and has no formula ("autoScaleFormula").');
    findings.push(toFinding(enable, 'autoscale-without-formula', message));
  }
  for (const name of ['autoScaleFormula', 'autoScaleEvaluationInterval']) {
    const value = findByName(node, name);
    if (!enabled && value !== undefined && value.type !== 'null') {
      const message = l10n.t('"{0}" needs "enableAutoScale" to be true.', name);
      findings.push(toFinding(value, 'formula-without-autoscale', message));
    }
  }
  if (!enabled && targets.every((name) => isNone(findByName(node, name)))) {
    const message = l10n.t('The pool gets no nodes: both targets are 0 and autoscale is off.');
    findings.push(toFinding(node, 'no-nodes', message));
  }
  return findings;
}

/** A target that is not there, or 0. What is no number is reported as that, or is put in later. */
function isNone(target: DefinitionNode | undefined): boolean {
  return target === undefined || target.type === 'null' || target.value === 0;
}

/** A formula with a symbol that is not defined fails each time, and the pool keeps its size. */
export function checkFormula(node: DefinitionNode): readonly DefinitionFinding[] {
  const formula = findByName(node, 'autoScaleFormula');
  if (typeof formula?.value !== 'string') return [];
  const text = formula.value;
  return findUnknownSymbols(text).map(({ name, meant }) =>
    toFinding(
      formula,
      'unknown-symbol',
      meant === undefined
        ? l10n.t('The formula uses {0}, which neither it nor Batch defines.', name)
        : l10n.t('The formula uses {name}, which neither it nor Batch defines. Did you mean {meant}?', { name, meant }),
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
  const value = findByName(node, 'enableInterNodeCommunication');
  if (value?.value !== true) return [];
  const wanted = targets.reduce((sum, name) => sum + (findNumber(node, name) ?? 0), 0);
  if (wanted <= maxCommunicatingNodes) return [];
  return [
    toFinding(
      value,
      'too-many-nodes',
      l10n.t(
        'A pool whose nodes communicate with each other has at most {0} nodes; this one wants {1}.',
        maxCommunicatingNodes,
        wanted,
      ),
    ),
  ];
}

const retiredSystems = /centos 7|centos 8|ubuntu 16\.04|ubuntu 18\.04|windowsserver-2012|windowsserver-2008/i;

/** The node agent has to be the one for the image. */
export function checkImage(node: DefinitionNode): readonly DefinitionFinding[] {
  const agent = findByName(node, 'nodeAgentSKUId');
  const agentName = findString(node, 'nodeAgentSKUId')?.toLowerCase() ?? '';
  const image = ['publisher', 'offer', 'sku']
    .map((name) => findString(node, 'imageReference', name) ?? '')
    .join(' ')
    .toLowerCase();
  if (agent === undefined || agent.type !== 'string') return [];
  const mismatch = findAgentMismatch(agentName, image);
  if (mismatch !== undefined) {
    return [
      toFinding(
        agent,
        'agent-mismatch',
        l10n.t(
          'The node agent is for {0}, and the image is {1}: nodes would become unusable.',
          mismatch.agent,
          mismatch.image,
        ),
      ),
    ];
  }
  if (!retiredSystems.test(`${agentName} ${image}`)) return [];
  const message = l10n.t('Batch no longer supports this system; choose a newer image and its node agent.');
  return [toFinding(agent, 'retired-image', message)];
}

/** Ports of a NAT pool (Batch documentation: "InboundNATPool"). */
export function checkNatPool(node: DefinitionNode): readonly DefinitionFinding[] {
  const [start, end] = [findByName(node, 'frontendPortRangeStart'), findByName(node, 'frontendPortRangeEnd')];
  const backend = findByName(node, 'backendPort');
  const findings: DefinitionFinding[] = [];
  if (backend !== undefined && reservedPorts.includes(Number(backend.value))) {
    findings.push(
      toFinding(backend, 'reserved-port', l10n.t('Port {0} is reserved for Batch.', Number(backend.value))),
    );
  }
  if (start?.type !== 'number' || end?.type !== 'number') return findings;
  const [from, to] = [Number(start.value), Number(end.value)];
  if (to - from + 1 < 40)
    findings.push(toFinding(end, 'few-ports', l10n.t('A range of ports has at least 40 of them.')));
  if (from <= 55_000 && to >= 50_000)
    findings.push(toFinding(start, 'reserved-port', l10n.t('Ports 50000 to 55000 are reserved for Batch.')));
  return findings;
}
