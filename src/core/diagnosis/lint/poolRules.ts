import * as l10n from '@vscode/l10n';
import { type DefinitionNode, find, findGiven, findNumber, listProperties } from './definitionTree.ts';
import { type DefinitionFinding, toFinding } from './finding.ts';
import { readImage } from './machineRules.ts';

const targets = ['targetDedicatedNodes', 'targetLowPriorityNodes'] as const;
const modeName = 'targetNodeCommunicationMode';
/** Maximum number of nodes in a pool with inter-node communication (Batch documentation). */
const maxCommunicatingNodes = 100;

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
 * Checks for a target that is missing or 0. A target that is not a number is a placeholder or is reported separately.
 */
function isNone(target: DefinitionNode | undefined): boolean {
  return target === undefined || target.type === 'null' || target.value === 0;
}

/** Checks pools whose nodes communicate with each other, which are limited in size. */
export function checkCommunication(node: DefinitionNode): readonly DefinitionFinding[] {
  const value = findGiven(node, 'enableInterNodeCommunication');
  if (value?.value !== true) return [];
  const spot = findGiven(node, 'targetLowPriorityNodes');
  const findings: DefinitionFinding[] = [];
  if (spot !== undefined && Number(spot.value) > 0 && (findNumber(node, 'targetDedicatedNodes') ?? 0) > 0) {
    const message = l10n.t(
      "A pool whose nodes communicate with each other can't have both dedicated and Spot nodes: set one of the targets to 0.",
    );
    findings.push(toFinding(spot, 'mixed-nodes', message));
  } else if (spot !== undefined && Number(spot.value) > 0) {
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

const plainImages =
  /^(?:canonical |debian |almalinux almalinux(?:-x86_64)? |microsoftwindowsserver windowsserver (?!.*container))/;

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
