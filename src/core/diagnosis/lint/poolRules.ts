import * as l10n from '@vscode/l10n';
import { findUnknownSymbols } from '../evidence/formulaSymbols.ts';
import { findAgentMismatch } from '../evidence/operatingSystem.ts';
import { type DefinitionNode, find, findNumber, findString, replaceWith, toFinding } from './definitionTree.ts';
import type { DefinitionFinding } from './finding.ts';

const targets = ['targetDedicatedNodes', 'targetLowPriorityNodes'] as const;
/** Batch documentation: limits of pools with inter-node communication. */
const maxCommunicatingNodes = 100;
const reservedPorts = [29_876, 29_877];

function contradiction(node: DefinitionNode, message: string): DefinitionFinding {
  return toFinding(node, { code: 'contradiction', severity: 'error', message });
}

/** A pool has either fixed targets or a formula (Batch documentation: "Pool - Add"). */
export function checkScaling(node: DefinitionNode): readonly DefinitionFinding[] {
  const enabled = find(node, 'enableAutoScale')?.value === true;
  const formula = find(node, 'autoScaleFormula');
  const enable = find(node, 'enableAutoScale');
  const findings: DefinitionFinding[] = [];
  for (const name of targets) {
    const target = find(node, name);
    if (enabled && target !== undefined && target.type !== 'null') {
      findings.push(
        contradiction(target, l10n.t('"{0}" cannot be set while autoscale is on: the formula sets it.', name)),
      );
    }
  }
  if (enabled && formula === undefined && enable !== undefined) {
    findings.push(contradiction(enable, l10n.t('Autoscale is on and has no formula ("autoScaleFormula").')));
  }
  for (const name of ['autoScaleFormula', 'autoScaleEvaluationInterval']) {
    const value = find(node, name);
    if (!enabled && value !== undefined && value.type !== 'null') {
      findings.push(contradiction(value, l10n.t('"{0}" needs "enableAutoScale" to be true.', name)));
    }
  }
  if (!enabled && targets.every((name) => (findNumber(node, name) ?? 0) === 0)) {
    findings.push(
      toFinding(node, {
        code: 'no-nodes',
        severity: 'information',
        message: l10n.t('The pool gets no nodes: both targets are 0 and autoscale is off.'),
      }),
    );
  }
  return findings;
}

/** A formula with a symbol that is not defined fails each time, and the pool keeps its size. */
export function checkFormula(node: DefinitionNode): readonly DefinitionFinding[] {
  const formula = find(node, 'autoScaleFormula');
  if (typeof formula?.value !== 'string') return [];
  const text = formula.value;
  return findUnknownSymbols(text).map(({ name, meant }) =>
    toFinding(formula, {
      code: 'unknown-symbol',
      severity: 'error',
      message:
        meant === undefined
          ? l10n.t('The formula uses {0}, which neither it nor Batch defines.', name)
          : l10n.t('The formula uses {name}, which neither it nor Batch defines. Did you mean {meant}?', {
              name,
              meant,
            }),
      fix:
        meant === undefined
          ? undefined
          : replaceWith(formula, replaceSymbol(text, name, meant), l10n.t('Rename to "{0}"', meant)),
    }),
  );
}

function replaceSymbol(formula: string, name: string, meant: string): string {
  return formula.replace(/\$?\b\w+/g, (symbol) => (symbol === name ? meant : symbol));
}

/** Nodes that communicate with each other are limited in number. */
export function checkCommunication(node: DefinitionNode): readonly DefinitionFinding[] {
  const value = find(node, 'enableInterNodeCommunication');
  if (value?.value !== true) return [];
  const wanted = targets.reduce((sum, name) => sum + (findNumber(node, name) ?? 0), 0);
  if (wanted <= maxCommunicatingNodes) return [];
  return [
    contradiction(
      value,
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
  const agent = find(node, 'nodeAgentSKUId');
  const agentName = findString(node, 'nodeAgentSKUId')?.toLowerCase() ?? '';
  const image = ['publisher', 'offer', 'sku']
    .map((name) => findString(node, 'imageReference', name) ?? '')
    .join(' ')
    .toLowerCase();
  if (agent === undefined || agent.type !== 'string') return [];
  const mismatch = findAgentMismatch(agentName, image);
  if (mismatch !== undefined) {
    return [
      contradiction(
        agent,
        l10n.t(
          'The node agent is for {0}, and the image is {1}: nodes would become unusable.',
          mismatch.agent,
          mismatch.image,
        ),
      ),
    ];
  }
  if (!retiredSystems.test(`${agentName} ${image}`)) return [];
  return [
    toFinding(agent, {
      code: 'retired-image',
      severity: 'warning',
      message: l10n.t('Batch no longer supports this system; choose a newer image and its node agent.'),
    }),
  ];
}

/** Ports of a NAT pool (Batch documentation: "InboundNATPool"). */
export function checkNatPool(node: DefinitionNode): readonly DefinitionFinding[] {
  const [start, end] = [find(node, 'frontendPortRangeStart'), find(node, 'frontendPortRangeEnd')];
  const backend = find(node, 'backendPort');
  const findings: DefinitionFinding[] = [];
  if (backend !== undefined && reservedPorts.includes(Number(backend.value))) {
    findings.push(
      toFinding(backend, {
        code: 'out-of-range',
        severity: 'error',
        message: l10n.t('Port {0} is reserved for Batch.', Number(backend.value)),
      }),
    );
  }
  if (start?.type !== 'number' || end?.type !== 'number') return findings;
  const [from, to] = [Number(start.value), Number(end.value)];
  if (to - from + 1 < 40)
    findings.push(
      toFinding(end, {
        code: 'out-of-range',
        severity: 'error',
        message: l10n.t('A range of ports has at least 40 of them.'),
      }),
    );
  if (from <= 55_000 && to >= 50_000)
    findings.push(
      toFinding(start, {
        code: 'out-of-range',
        severity: 'error',
        message: l10n.t('Ports 50000 to 55000 are reserved for Batch.'),
      }),
    );
  return findings;
}
