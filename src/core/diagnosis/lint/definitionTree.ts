import { getNodePath, type Node } from 'jsonc-parser';
import type { DefinitionFinding, DefinitionFix } from './finding.ts';

/** A property of an object: its name and its value. */
export interface Property {
  readonly name: string;
  readonly key: Node;
  readonly value: Node;
}

/** Properties of an object in the order of the text; empty for anything else. One cut off while typing is left out. */
export function listProperties(node: Node | undefined): readonly Property[] {
  if (node?.type !== 'object') return [];
  return (node.children ?? []).flatMap((property) => {
    const [key, value] = property.children ?? [];
    if (key === undefined || value === undefined || typeof key.value !== 'string') return [];
    return [{ name: key.value, key, value }];
  });
}

/** The items of an array; none of anything else. */
export function listItems(node: Node | undefined): readonly Node[] {
  return node?.type === 'array' ? (node.children ?? []) : [];
}

/** Value of a property, down a path of names. */
export function find(node: Node | undefined, ...names: readonly string[]): Node | undefined {
  let found = node;
  for (const name of names) found = listProperties(found).find((property) => property.name === name)?.value;
  return found;
}

/** The text at a path of property names; undefined where there is none. */
export function findString(node: Node | undefined, ...names: readonly string[]): string | undefined {
  const value: unknown = find(node, ...names)?.value;
  return typeof value === 'string' ? value : undefined;
}

/** The number at a path of property names; undefined where there is none. */
export function findNumber(node: Node | undefined, ...names: readonly string[]): number | undefined {
  const value: unknown = find(node, ...names)?.value;
  return typeof value === 'number' ? value : undefined;
}

/** What a rule says; where is `node`, or the opening bracket when `node` is an object or a list. */
export interface Remark {
  readonly code: string;
  readonly severity: DefinitionFinding['severity'];
  readonly message: string;
  readonly fix?: DefinitionFix | undefined;
}

/** The remark as a finding at the place of `node`. */
export function toFinding(node: Node, { code, severity, message, fix }: Remark): DefinitionFinding {
  const isContainer = node.type === 'object' || node.type === 'array';
  return {
    code,
    severity,
    message,
    path: getNodePath(node),
    offset: node.offset,
    length: isContainer ? 1 : node.length,
    ...(fix === undefined ? {} : { fix }),
  };
}

/** Replaces a value by a string. */
export function replaceWith(node: Node, value: string, title: string): DefinitionFix {
  return { title, offset: node.offset, length: node.length, text: JSON.stringify(value) };
}
