import { type DefinitionNode, find, findString, listItems, listProperties } from './definitionTree.ts';
import type { DefinitionKind } from './finding.ts';

/** What a text defines, and what is said of that around it. */
export interface DefinitionNodes {
  /** The root itself, the items of a list, or what a template wraps. */
  readonly nodes: readonly DefinitionNode[];
  /** What they define, where what wraps them or `$schema` says it. */
  readonly kind?: DefinitionKind | undefined;
  /** Whether the Azure Batch CLI extensions read it: they replace what only they know, and run commands in a shell. */
  readonly isTemplate: boolean;
}

/** What may stand beside the pool or the job of a template. */
const besideTemplate = new Set(['parameters', 'variables', 'templateMetadata', 'contentVersion', 'metadata']);

const wrapped = { pool: 'pool', job: 'job', task: 'task', jobSchedule: 'jobSchedule' } as const;

/** Where schemas of ours are, by which a file may say what it is. */
const ourSchema = /^azurebatch:\/{1,3}schemas\/(pool|job|task|tasks|jobschedule|template)\.json$/;

/** Finds the definitions below the root of a text. */
export function findDefinitionNodes(root: DefinitionNode): DefinitionNodes {
  const kind = readSchemaKind(findString(root, '$schema'));
  const unwrapped = unwrap(root);
  const nodes = unwrapped.node.type === 'array' ? listItems(unwrapped.node) : [unwrapped.node];
  return { nodes, kind: unwrapped.kind ?? kind, isTemplate: unwrapped.isTemplate };
}

interface Unwrapped {
  readonly node: DefinitionNode;
  readonly kind?: DefinitionKind;
  readonly isTemplate: boolean;
}

function unwrap(root: DefinitionNode): Unwrapped {
  const properties = listProperties(root).filter(({ name }) => name !== '$schema');
  const [only] = properties;
  if (only?.name === 'value' && only.value.type === 'array' && properties.length === 1)
    return { node: only.value, isTemplate: false };
  const inner = properties.filter(({ name }) => !besideTemplate.has(name));
  const [definition] = inner;
  if (definition === undefined || inner.length !== 1 || definition.value.type !== 'object')
    return { node: root, isTemplate: false };
  if (!isWrapped(definition.name)) return { node: root, isTemplate: false };
  const templated = find(definition.value, 'properties');
  const isTemplate = templated?.type === 'object';
  if (!isTemplate && properties.length !== 1) return { node: root, isTemplate: false };
  const isOfBatch = /^Microsoft\.Batch\//i.test(findString(definition.value, 'type') ?? '');
  return {
    node: isTemplate ? templated : definition.value,
    ...(isTemplate && isOfBatch && { kind: wrapped[definition.name] }),
    isTemplate,
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
