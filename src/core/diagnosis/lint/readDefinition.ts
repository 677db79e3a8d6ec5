import { isObject } from '../../model/shape.ts';
import { doAtOnce } from '../../work.ts';
import { findDefinitionNodes, isExtended } from './definitionNodes.ts';
import { type DefinitionNode, find } from './definitionTree.ts';
import { makeKindFinder } from './detectKind.ts';
import type { DefinitionKind } from './finding.ts';
import { parseDefinition } from './parseDefinition.ts';
import { readText } from './syntaxError.ts';

interface ReadDefinition {
  /** Kind of the definition; undefined if the value doesn't look like a definition. */
  readonly kind: DefinitionKind | undefined;
  /** True if the definition needs conversion by the Azure Batch CLI extensions before the service accepts it. */
  readonly isTemplate: boolean;
  readonly value: unknown;
}

/**
 * Lists the definitions in a text as written: the only one, the items of a list, or the definitions in a template.
 * Undefined for text that is not JSON. `kind` is the kind of all of them, if known.
 */
export function readDefinitions(text: string, kind?: DefinitionKind): readonly ReadDefinition[] | undefined {
  const root = readDefinition(text) === undefined ? undefined : doAtOnce(parseDefinition(text))?.root;
  if (root === undefined) return undefined;
  const { nodes, kind: named, isTemplate } = findDefinitionNodes(root);
  const given = kind ?? named;
  const findKind = makeKindFinder();
  return nodes.map((node) => ({
    kind: node.type === 'object' ? (given ?? findKind(node)) : undefined,
    isTemplate: isTemplate || isExtended(node),
    value: withoutSchema(readDefinition(text.slice(node.offset, node.offset + node.length))),
  }));
}

/** Removes `$schema`, which is for editors and not for the service. */
function withoutSchema(value: unknown): unknown {
  if (!isObject(value)) return value;
  const { $schema: _schema, ...definition } = value;
  return definition;
}

/**
 * Reads the data of a definition as it is written: JSON, with comments and trailing commas. Undefined for other text.
 */
export function readDefinition(text: string): unknown {
  const { value, errors } = readText(text);
  return errors.length > 0 ? undefined : value;
}

/**
 * The range to mark for a property, and its whole length. For a property missing at the top level, both are the first
 * character of the text.
 */
interface PropertySpan extends TextSpan {
  readonly wholeLength: number;
}

/** A range of a text, in UTF-16 units. */
interface TextSpan {
  readonly offset: number;
  readonly length: number;
}

/**
 * Finds the value at `path` in a JSON text, or the nearest object or array that contains it if the value is missing.
 * Returns undefined if the text is not JSON. Never throws, however deeply the text is nested.
 */
export function findProperty(text: string, path: readonly (string | number)[]): PropertySpan | undefined {
  const root = doAtOnce(parseDefinition(text))?.root;
  if (root === undefined) return undefined;
  let nearest: DefinitionNode = root;
  for (const segment of path) {
    const inner = typeof segment === 'string' ? find(nearest, segment) : nearest.items?.[segment];
    if (inner === undefined) break;
    nearest = inner;
  }
  // For an object or array, marking the first character is enough.
  const isContainer = nearest.type === 'object' || nearest.type === 'array';
  const { offset, length } = nearest;
  const isRoot = nearest === root;
  return { offset, length: isRoot || isContainer ? 1 : length, wholeLength: isRoot ? 1 : length };
}
