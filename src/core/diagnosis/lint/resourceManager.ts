import * as l10n from '@vscode/l10n';
import { listPlain } from '../../text/lists.ts';
import {
  type DefinitionNode,
  find,
  findByName,
  findString,
  listItems,
  listProperties,
  type Property,
} from './definitionTree.ts';
import { type DefinitionFinding, type DefinitionFix, replaceWith, toFinding } from './finding.ts';
import { type Shape, shapes } from './shapes.ts';

/*
 * Azure Resource Manager describes pools as well, in deployment templates and on its own pages, with other property
 * names (Resource Manager documentation: "Microsoft.Batch batchAccounts/pools").
 */

const poolNames = {
  name: 'id',
  interNodeCommunication: 'enableInterNodeCommunication',
  applicationPackages: 'applicationPackageReferences',
  certificates: 'certificateReferences',
};

const names: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Pool: poolNames,
  PoolSpecification: poolNames,
  VirtualMachineConfiguration: { nodeAgentSkuId: 'nodeAgentSKUId' },
  VmImageReference: { id: 'virtualMachineImageId' },
  NetworkConfiguration: { dynamicVnetAssignmentScope: 'dynamicVNetAssignmentScope' },
  PoolEndpointConfiguration: { inboundNatPools: 'inboundNATPools' },
  ContainerRegistryReference: { userName: 'username' },
  UserIdentity: { userName: 'username' },
  ApplicationPackageReference: { id: 'applicationId' },
};

/** Objects that only Resource Manager has, with the pool properties that they contain. */
const around: Readonly<Record<string, readonly string[]>> = {
  deploymentConfiguration: ['virtualMachineConfiguration'],
  scaleSettings: ['targetDedicatedNodes', 'targetLowPriorityNodes', 'enableAutoScale', 'autoScaleFormula'],
};

function isPool({ name }: Shape): boolean {
  return name === 'Pool' || name === 'PoolSpecification';
}

/**
 * Returns Batch's property for a name in Resource Manager's schema, or the first property that the named object
 * contains; undefined for other names.
 */
export function findOwnName(name: string, shape: Shape): string | undefined {
  const own = names[shape.name];
  if (own !== undefined && Object.hasOwn(own, name)) return own[name];
  return isPool(shape) && Object.hasOwn(around, name) ? around[name]?.[0] : undefined;
}

/** Finds the problem of a property with Resource Manager's name; undefined for other names. */
export function checkOwnName({ name, key, value }: Property, shape: Shape): DefinitionFinding | undefined {
  const own = findOwnName(name, shape);
  if (own === undefined) return undefined;
  const within = isPool(shape) ? around[name] : undefined;
  const message =
    within === undefined
      ? l10n.t('"{name}" is the name in Azure Resource Manager. Batch calls it "{own}".', { name, own })
      : l10n.t('Only Azure Resource Manager has "{name}". Write its contents without it: {properties}', {
          name,
          properties: listPlain(within),
        });
  const fix = within === undefined ? rename(key, value, own) : undefined;
  return toFinding(key, 'resource-manager-name', message, fix);
}

function rename(key: DefinitionNode, value: DefinitionNode, own: string): DefinitionFix {
  const title = l10n.t('Rename to "{0}"', own);
  const isOn = /^(enabled|disabled)$/i.exec(String(value.value))?.[1];
  if (isOn === undefined) return replaceWith(key, own, title);
  const text = `${JSON.stringify(own)}: ${String(isOn.toLowerCase() === 'enabled')}`;
  return { title, offset: key.offset, length: value.offset + value.length - key.offset, text };
}

const ofBatch = /^Microsoft\.Batch\/batchAccounts/i;

/** Maximum number of different names that are listed. */
const mostRenames = 3;

/** A pool in Resource Manager's form: its `properties`, and the version for which a template writes them. */
export interface DeployedResource {
  readonly properties: DefinitionNode;
  readonly apiVersion: string | undefined;
}

interface ResourceManagerText {
  readonly findings: readonly DefinitionFinding[];
  readonly pools: readonly DeployedResource[];
}

/**
 * Reports how a text in Resource Manager's format, either a deployment template or one pool, differs from a Batch
 * definition, and lists its pools; undefined for other texts.
 */
export function checkResourceManager(root: DefinitionNode): ResourceManagerText | undefined {
  const resources = listPools(root);
  if (resources === undefined) return undefined;
  const pools = resources.map(({ properties }) => properties);
  const renames = [...new Set(pools.flatMap((pool) => listRenames(pool, shapes.get('Pool'))))];
  const form =
    findByName(root, 'resources') === undefined
      ? l10n.t(
          'This is in the form of Azure Resource Manager. Batch and `az batch … --json-file` accept only what is in "properties", with other names.',
        )
      : l10n.t('This is in the form of Azure Resource Manager. Deploy it with `az deployment group create`.');
  const shown = renames.slice(0, mostRenames);
  const names = listPlain(shown.length < renames.length ? [...shown, '…'] : shown);
  const message = names === '' ? form : `${form} ${l10n.t('Names in Batch: {0}', names)}`;
  return {
    findings: [toFinding(root, 'resource-manager', message), ...pools.flatMap(checkIdentity)],
    pools: resources.filter((resource) => resource.isPool),
  };
}

/** Finds an identity in the properties of a pool, which Resource Manager doesn't recognize there. */
function checkIdentity(pool: DefinitionNode): readonly DefinitionFinding[] {
  const identity = listProperties(pool).find(({ name }) => name === 'identity');
  if (identity === undefined) return [];
  const message = l10n.t('{names} must be beside "{wrapper}", not in it.', {
    names: '"identity"',
    wrapper: 'properties',
  });
  return [toFinding(identity.key, 'unknown-property', message)];
}

interface Resource extends DeployedResource {
  /** False for an account and what else isn't a pool. */
  readonly isPool: boolean;
}

const mostNested = 4;

/** Lists the resources of Batch in a Resource Manager text, also in templates in it; undefined for other texts. */
function listPools(root: DefinitionNode, depth = 0): readonly Resource[] | undefined {
  if (isResource(root)) return toResource(root);
  const found = listResources(root).flatMap((resource) => {
    if (isResource(resource)) return [...toResource(resource), ...listResources(resource).flatMap(toResource)];
    const template = find(resource, 'properties', 'template');
    return template === undefined || depth >= mostNested ? [] : (listPools(template, depth + 1) ?? []);
  });
  return found.length === 0 ? undefined : found;
}

/** Lists the resources of a template, which later versions name. */
function listResources(node: DefinitionNode): readonly DefinitionNode[] {
  const resources = findByName(node, 'resources');
  return [...listItems(resources), ...listProperties(resources).map(({ value }) => value)];
}

function isResource(node: DefinitionNode): boolean {
  if (ofBatch.test(findString(node, 'type') ?? '')) return find(node, 'properties') !== undefined;
  const properties = find(node, 'properties');
  return Object.keys(around).some((name) => find(properties, name)?.type === 'object');
}

function toResource(resource: DefinitionNode): readonly Resource[] {
  const properties = find(resource, 'properties');
  if (properties?.type !== 'object') return [];
  const type = findString(resource, 'type');
  const isPool = type === undefined || /(?:^|\/)pools$/i.test(type);
  return [{ properties, apiVersion: findString(resource, 'apiVersion'), isPool }];
}

/** Lists the properties that have another name in Batch, as `name → name`. */
function listRenames(node: DefinitionNode, shape: Shape | undefined): readonly string[] {
  if (shape === undefined) return [];
  return listProperties(node).flatMap(({ name, value }) => {
    if (name === 'scaleSettings' && isPool(shape)) return listScaling(value);
    const inner =
      isPool(shape) && name === 'deploymentConfiguration' ? find(value, 'virtualMachineConfiguration') : value;
    const own = findOwnName(name, shape);
    const of = shape.properties.get(own ?? name)?.of;
    const further = (inner?.items ?? [inner]).flatMap((one) =>
      one === undefined || of === undefined ? [] : listRenames(one, shapes.get(of)),
    );
    if (own === undefined) return further;
    return [`${inner === value ? name : `${name}.${own}`} → ${own}`, ...further];
  });
}

function listScaling(settings: DefinitionNode): readonly string[] {
  const fixed = listProperties(find(settings, 'fixedScale')).map(
    ({ name }) => `scaleSettings.fixedScale.${name} → ${name}`,
  );
  if (find(settings, 'autoScale') === undefined) return fixed;
  return [
    ...fixed,
    'scaleSettings.autoScale.formula → enableAutoScale, autoScaleFormula',
    ...(find(settings, 'autoScale', 'evaluationInterval') === undefined
      ? []
      : ['scaleSettings.autoScale.evaluationInterval → autoScaleEvaluationInterval']),
  ];
}
