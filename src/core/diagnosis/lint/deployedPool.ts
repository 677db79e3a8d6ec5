import * as l10n from '@vscode/l10n';
import { suggest } from '../../text/suggest.ts';
import { type DefinitionNode, findByName, listProperties, type Property } from './definitionTree.ts';
import { type DefinitionFinding, toFinding } from './finding.ts';
import { isPlaceholder } from './placeholders.ts';
import { findOwnName } from './resourceManager.ts';
import { type Shape, shapes } from './shapes.ts';

/*
 * Checks pools in Resource Manager's form by what is known of Batch's own: each is translated, property by property, and
 * keeps its places in the text.
 */

/** Batch's names of pool properties that have another place or name in Resource Manager. */
const inResourceManager: Readonly<Record<string, string>> = {
  virtualMachineConfiguration: 'deploymentConfiguration.virtualMachineConfiguration',
  targetDedicatedNodes: 'scaleSettings.fixedScale.targetDedicatedNodes',
  targetLowPriorityNodes: 'scaleSettings.fixedScale.targetLowPriorityNodes',
  resizeTimeout: 'scaleSettings.fixedScale.resizeTimeout',
  enableAutoScale: 'scaleSettings.autoScale',
  autoScaleFormula: 'scaleSettings.autoScale.formula',
  autoScaleEvaluationInterval: 'scaleSettings.autoScale.evaluationInterval',
  enableInterNodeCommunication: 'interNodeCommunication',
  applicationPackageReferences: 'applicationPackages',
  certificateReferences: 'certificates',
};

/** Contents of the objects that only Resource Manager has, and Batch's names for them. */
const fixedNames = ['targetDedicatedNodes', 'targetLowPriorityNodes', 'resizeTimeout', 'nodeDeallocationOption'];
const scaledNames: Readonly<Record<string, string>> = {
  formula: 'autoScaleFormula',
  evaluationInterval: 'autoScaleEvaluationInterval',
};

/** Properties of a pool in Resource Manager that have no equal in a definition of Batch, or that a deployment ignores. */
const others = new Set([
  'id',
  'identity',
  'copy',
  'certificates',
  'applicationPackages',
  'applicationLicenses',
  'resourceTags',
  'tags',
  'lastModified',
  'creationTime',
  'provisioningState',
  'provisioningStateTransitionTime',
  'allocationState',
  'allocationStateTransitionTime',
  'currentDedicatedNodes',
  'currentLowPriorityNodes',
  'currentNodeCommunicationMode',
  'autoScaleRun',
  'resizeOperationStatus',
]);

const ownNames = ['deploymentConfiguration', 'scaleSettings', 'interNodeCommunication'];

export interface DeployedPool {
  /** The pool with Batch's names, at the places of the text. */
  readonly pool: DefinitionNode;
  readonly findings: readonly DefinitionFinding[];
}

/** Translates the `properties` of a pool in Resource Manager's form, and finds names that it doesn't recognize. */
export function toBatchPool(properties: DefinitionNode): DeployedPool {
  const shape = shapes.get('Pool');
  const findings: DefinitionFinding[] = [];
  const found = listProperties(properties).flatMap((property): readonly Property[] => {
    const { name, key, value } = property;
    if (others.has(name)) return [];
    if (name === 'deploymentConfiguration') return readMachine(property, shape);
    if (name === 'scaleSettings') {
      const scaled = readScaling(value);
      for (const finding of scaled.findings) findings.push(finding);
      return scaled.properties;
    }
    if (name === 'interNodeCommunication') {
      const switched = readSwitch(value);
      if (switched === undefined) findings.push(toWrongSwitch(value));
      return switched === undefined ? [] : [{ name: 'enableInterNodeCommunication', key, value: switched }];
    }
    const own = Object.hasOwn(inResourceManager, name) ? inResourceManager[name] : undefined;
    if (own !== undefined) findings.push(toForeign(key, name, own));
    else if (shape?.properties.has(name) !== true && shape?.renamed.has(name) !== true) {
      findings.push(toUnknown(key, name, [...ownNames, ...(shape?.names ?? [])]));
      return [];
    }
    return [translate(property, shape)];
  });
  // A deployment names the pool outside of its properties.
  const { offset } = properties;
  const id: DefinitionNode = { type: 'string', offset, length: 1, value: "[parameters('id')]", parent: properties };
  const all = [{ name: 'id', key: id, value: id }, ...found];
  return { pool: { ...properties, properties: all, byName: undefined }, findings };
}

function readMachine({ key, value }: Property, shape: Shape | undefined): readonly Property[] {
  if (value.type === 'string') return [{ name: 'virtualMachineConfiguration', key, value }];
  return listProperties(value)
    .filter(({ name }) => name === 'virtualMachineConfiguration')
    .map((property) => translate(property, shape));
}

function readScaling(settings: DefinitionNode): { properties: readonly Property[]; findings: DefinitionFinding[] } {
  const findings: DefinitionFinding[] = [];
  const properties: Property[] = [];
  const take = (inner: DefinitionNode | undefined, names: Readonly<Record<string, string>>): void => {
    for (const { name, key, value } of listProperties(inner)) {
      const own = Object.hasOwn(names, name) ? names[name] : undefined;
      if (own === undefined) findings.push(toUnknown(key, name, Object.keys(names)));
      else properties.push({ name: own, key, value });
    }
  };
  const fixed = findByName(settings, 'fixedScale') ?? settings;
  if (fixed.type === 'string') properties.push({ name: 'targetDedicatedNodes', key: fixed, value: fixed });
  if (fixed !== settings) take(fixed, Object.fromEntries(fixedNames.map((name) => [name, name])));
  const scaled = findByName(settings, 'autoScale');
  take(scaled, scaledNames);
  if (scaled !== undefined && scaled.type !== 'null')
    properties.push({ name: 'enableAutoScale', key: scaled, value: { ...scaled, type: 'boolean', value: true } });
  for (const { name, key } of listProperties(settings))
    if (fixedNames.includes(name)) findings.push(toForeign(key, name, `scaleSettings.fixedScale.${name}`));
    else if (name !== 'fixedScale' && name !== 'autoScale')
      findings.push(toUnknown(key, name, ['fixedScale', 'autoScale']));
  return { properties: properties.filter(({ name }) => name !== 'nodeDeallocationOption'), findings };
}

/** Reads Enabled or Disabled as a Boolean, and leaves what a deployment supplies; undefined for other values. */
function readSwitch(value: DefinitionNode): DefinitionNode | undefined {
  const text = typeof value.value === 'string' ? value.value : undefined;
  if (value.type === 'null' || (text !== undefined && isPlaceholder(text))) return value;
  if (text === undefined || !/^(?:enabled|disabled)$/i.test(text)) return undefined;
  return { ...value, type: 'boolean', value: text.toLowerCase() === 'enabled' };
}

/** Gives a property and those in it the names that Batch has for them. */
function translate({ name, key, value }: Property, shape: Shape | undefined): Property {
  const own = (shape === undefined ? undefined : findOwnName(name, shape)) ?? name;
  const inner = shapes.get(shape?.properties.get(own)?.of ?? '');
  return { name: own, key, value: inner === undefined ? value : translateValue(value, inner) };
}

function translateValue(value: DefinitionNode, shape: Shape): DefinitionNode {
  if (value.type === 'array') return { ...value, items: value.items?.map((item) => translateValue(item, shape)) };
  if (value.type !== 'object') return value;
  const properties = listProperties(value).filter(({ name }) => name !== 'copy');
  return { ...value, properties: properties.map((property) => translate(property, shape)), byName: undefined };
}

function toForeign(key: DefinitionNode, name: string, own: string): DefinitionFinding {
  const message = l10n.t('"{name}" is the name in Batch. Azure Resource Manager calls it "{own}".', { name, own });
  return toFinding(key, 'unknown-property', message);
}

function toUnknown(key: DefinitionNode, name: string, known: readonly string[]): DefinitionFinding {
  const meant = suggest(name, known);
  const shown = name.replace(/^(.{100}).+$/su, '$1…');
  const message =
    meant === undefined
      ? l10n.t('Azure Resource Manager doesn\'t recognize "{0}" here.', shown)
      : l10n.t('Azure Resource Manager doesn\'t recognize "{0}" here. Did you mean "{1}"?', shown, meant);
  return toFinding(key, 'unknown-property', message);
}

function toWrongSwitch(value: DefinitionNode): DefinitionFinding {
  return toFinding(
    value,
    'invalid-value',
    l10n.t('The service expects one of {0} here.', ['Enabled', 'Disabled'].join(', ')),
  );
}

/**
 * Checks whether a finding about a translated pool also holds in Resource Manager, whose versions differ. Without a
 * version, it may be the body of an update, which leaves out what stays.
 */
export function holdsInDeployment({ code }: DefinitionFinding, apiVersion: string | undefined): boolean {
  if (code === 'missing-property' || code === 'no-nodes') return apiVersion !== undefined;
  if (code === 'renamed-property') return apiVersion === undefined || apiVersion >= '2020-09-01';
  return code !== 'other-version' && code !== 'not-in-version' && code !== 'resource-manager-name';
}
