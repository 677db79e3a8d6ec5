import { type DefinitionNode, find, findByName, findString, listItems, listProperties } from './definitionTree.ts';
import type { DefinitionKind } from './finding.ts';
import { apiVersions } from './table/property.ts';

/** The definitions in a text, with facts about their surroundings. */
export interface DefinitionNodes {
  /** The root itself, the items of a list, or the contents of a template. */
  readonly nodes: readonly DefinitionNode[];
  /** The kind of the definitions, if the wrapper or `$schema` indicates it. */
  readonly kind?: DefinitionKind | undefined;
  /**
   * True if the definition is for the Azure Batch CLI extensions, which replace their own properties and run commands
   * in a shell.
   */
  readonly isTemplate: boolean;
  /** True if the template is for an API version earlier than the known ones. */
  readonly isEarlier: boolean;
  readonly set?: DefinitionSet | undefined;
}

export interface DefinitionSet {
  readonly job: DefinitionNode;
  readonly tasks: readonly DefinitionNode[];
  readonly pool: DefinitionNode | undefined;
}

const besideTemplate = new Set(['parameters', 'variables', 'templateMetadata', 'contentVersion', 'metadata']);

const wrapped = { pool: 'pool', job: 'job', task: 'task', jobSchedule: 'jobSchedule' } as const;

const ourSchema = /^azurebatch:\/{1,3}schemas\/(pool|job|task|tasks|jobschedule|template)\.json$/;

/** Finds the definitions under the root of a text. */
export function findDefinitionNodes(root: DefinitionNode): DefinitionNodes {
  const kind = readSchemaKind(findString(root, '$schema'));
  const set = findSet(root);
  if (set !== undefined) return set;
  const { node, ...unwrapped } = unwrap(root);
  return { kind, ...unwrapped, nodes: node.type === 'array' ? listItems(node) : [node] };
}

const inSet = new Set(['pool', 'job', 'tasks']);

function findSet(root: DefinitionNode): DefinitionNodes | undefined {
  const inner = listProperties(root).filter(({ name }) => name !== '$schema' && !besideTemplate.has(name));
  const job = findByName(root, 'job');
  if (job?.type !== 'object' || inner.length < 2 || inner.some(({ name }) => !inSet.has(name))) return undefined;
  const [ownJob, ownPool] = [job, findByName(root, 'pool')].map((node) => find(node, 'properties') ?? node);
  if (ownJob === undefined) return undefined;
  const tasks = listItems(findByName(root, 'tasks'));
  const poolId = findString(ownJob, 'poolInfo', 'poolId')?.toLowerCase();
  const isItsPool = poolId !== undefined && findString(ownPool, 'id')?.toLowerCase() === poolId;
  const nodes = inner.flatMap(({ name }) => (name === 'tasks' ? tasks : ((name === 'job' ? ownJob : ownPool) ?? [])));
  return {
    nodes,
    isTemplate: ownJob !== job,
    isEarlier: (findString(job, 'apiVersion') ?? apiVersions[0]) < apiVersions[0],
    set: { job: ownJob, tasks, pool: isItsPool ? ownPool : undefined },
  };
}

/** Properties of a job that the Azure Batch CLI extensions replace with other properties. */
export const extensions: ReadonlySet<string> = new Set(['taskFactory', 'applicationTemplateInfo']);

/** Checks whether a definition has properties that only the Azure Batch CLI extensions read. */
export function isExtended(node: DefinitionNode): boolean {
  return [...extensions].some((name) => find(node, name) !== undefined);
}

interface Unwrapped extends Omit<DefinitionNodes, 'nodes'> {
  readonly node: DefinitionNode;
}

function unwrap(root: DefinitionNode): Unwrapped {
  const properties = listProperties(root).filter(({ name }) => name !== '$schema');
  const plain = (node: DefinitionNode): Unwrapped => ({ node, isTemplate: false, isEarlier: false });
  const [first] = properties;
  if (first?.name === 'value' && first.value.type === 'array' && properties.length === 1) return plain(first.value);
  const inner = properties.filter(({ name }) => !besideTemplate.has(name));
  const [definition] = inner;
  if (definition === undefined || inner.length !== 1 || definition.value.type !== 'object') return plain(root);
  if (!isWrapped(definition.name)) return plain(root);
  const templated = find(definition.value, 'properties');
  const isTemplate = templated?.type === 'object' || properties.length > 1;
  if (!isTemplate) return plain(definition.value);
  const isOfBatch = /^Microsoft\.Batch\//i.test(findString(definition.value, 'type') ?? '');
  return {
    node: templated?.type === 'object' ? templated : definition.value,
    ...(isOfBatch && { kind: wrapped[definition.name] }),
    isTemplate,
    isEarlier: (findString(definition.value, 'apiVersion') ?? apiVersions[0]) < apiVersions[0],
  };
}

function isWrapped(name: string): name is keyof typeof wrapped {
  return Object.hasOwn(wrapped, name);
}

function readSchemaKind(schema: string | undefined): DefinitionKind | undefined {
  switch (ourSchema.exec(schema ?? '')?.[1]) {
    case 'pool':
      return 'pool';
    case 'job':
      return 'job';
    case 'task':
    case 'tasks':
      return 'task';
    case 'jobschedule':
      return 'jobSchedule';
    default:
      return undefined;
  }
}
