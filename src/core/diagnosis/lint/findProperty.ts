import { doAtOnce } from '../../work.ts';
import { type DefinitionNode, find } from './definitionTree.ts';
import { parseDefinition } from './parseDefinition.ts';

/** What marks a property, and all of it; of a property that is missing from the top the first character is all. */
export interface PropertySpan extends TextSpan {
  readonly wholeLength: number;
}

/** Where something is in a text, in UTF-16 units. */
interface TextSpan {
  readonly offset: number;
  readonly length: number;
}

/**
 * Where the value at `path` is in a JSON text; where it would have to be (the nearest object or array above it) when it
 * is not there. Undefined when the text is no JSON. Never throws, however deep the text is nested.
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
  // Of a whole object or array, its first character marks it well enough.
  const isContainer = nearest.type === 'object' || nearest.type === 'array';
  const { offset, length } = nearest;
  const isRoot = nearest === root;
  return { offset, length: isRoot || isContainer ? 1 : length, wholeLength: isRoot ? 1 : length };
}
