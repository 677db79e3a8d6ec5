import type { OperatingSystem } from '../evidence/operatingSystem.ts';
import type { DefinitionFinding, DefinitionFix } from './finding.ts';

/** A value of a definition, with its place in the text. */
export interface DefinitionNode {
  readonly type: 'object' | 'array' | 'string' | 'number' | 'boolean' | 'null';
  /** In UTF-16 units. */
  readonly offset: number;
  readonly length: number;
  /** What a text, a number, a boolean or null says; undefined for objects and lists. */
  readonly value?: unknown;
  readonly parent?: DefinitionNode | undefined;
  /** Its name or its index in `parent`. */
  readonly segment?: string | number | undefined;
  /** Of an object, in the order of the text. One cut off while typing is left out. */
  readonly properties?: readonly Property[];
  /** Of an object with many properties: the first value of each name. */
  readonly byName?: ReadonlyMap<string, DefinitionNode>;
  /** Of a list. */
  readonly items?: readonly DefinitionNode[];
}

/** A property of an object: its name and its value. */
export interface Property {
  readonly name: string;
  readonly key: DefinitionNode;
  readonly value: DefinitionNode;
}

/** Properties of an object in the order of the text; empty for anything else. */
export function listProperties(node: DefinitionNode | undefined): readonly Property[] {
  return node?.properties ?? [];
}

/** The items of an array; none of anything else. */
export function listItems(node: DefinitionNode | undefined): readonly DefinitionNode[] {
  return node?.items ?? [];
}

/** Value of a property, down a path of names. */
export function find(node: DefinitionNode | undefined, ...names: readonly string[]): DefinitionNode | undefined {
  let found = node;
  for (const name of names) found = findByName(found, name);
  return found;
}

function findByName(node: DefinitionNode | undefined, name: string): DefinitionNode | undefined {
  if (node?.byName !== undefined) return node.byName.get(name);
  return node?.properties?.find((property) => property.name === name)?.value;
}

/** The text at a path of property names; undefined where there is none. */
export function findString(node: DefinitionNode | undefined, ...names: readonly string[]): string | undefined {
  const value = find(node, ...names)?.value;
  return typeof value === 'string' ? value : undefined;
}

/** The number at a path of property names; undefined where there is none. */
export function findNumber(node: DefinitionNode | undefined, ...names: readonly string[]): number | undefined {
  const value = find(node, ...names)?.value;
  return typeof value === 'number' ? value : undefined;
}

/** Where a value is, from the root down, as `jsonc-parser` has it. */
export function listPath(node: DefinitionNode): (string | number)[] {
  const path: (string | number)[] = [];
  for (let at: DefinitionNode | undefined = node; at !== undefined; at = at.parent) {
    if (at.segment !== undefined) path.push(at.segment);
  }
  return path.reverse();
}

/** Points at `node`, or at the opening bracket of an object or a list. */
interface Remark {
  readonly code: string;
  readonly severity: DefinitionFinding['severity'];
  readonly message: string;
  readonly fix?: DefinitionFix | undefined;
}

/** The remark as a finding at the place of `node`. */
export function toFinding(node: DefinitionNode, { code, severity, message, fix }: Remark): DefinitionFinding {
  const isContainer = node.type === 'object' || node.type === 'array';
  return {
    code,
    severity,
    message,
    path: listPath(node),
    offset: node.offset,
    length: isContainer ? 1 : node.length,
    ...(fix === undefined ? {} : { fix }),
  };
}

/** Replaces a value by a string. */
export function replaceWith(node: DefinitionNode, value: string, title: string): DefinitionFix {
  return { title, offset: node.offset, length: node.length, text: JSON.stringify(value) };
}

/** The root itself, the items of a list, or what a template of the Azure CLI wraps in `pool`, `job` or `task`. */
export function listDefinitionNodes(root: DefinitionNode): readonly DefinitionNode[] {
  const unwrapped = unwrap(root);
  return unwrapped.type === 'array' ? listItems(unwrapped) : [unwrapped];
}

function unwrap(root: DefinitionNode): DefinitionNode {
  const properties = listProperties(root);
  const [only] = properties;
  if (properties.length !== 1 || only === undefined) return root;
  if (only.name === 'value' && only.value.type === 'array') return only.value;
  if (!['pool', 'job', 'task', 'jobSchedule'].includes(only.name) || only.value.type !== 'object') return root;
  return find(only.value, 'properties') ?? only.value;
}

export interface RuleContext {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Where the definition itself says it: that of the pool's image. */
  readonly os?: OperatingSystem | undefined;
}

/** Looks at one object of a definition. */
export type Rule = (node: DefinitionNode, context: RuleContext) => readonly DefinitionFinding[];
