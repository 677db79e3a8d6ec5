import { findNodeAtLocation, parseTree } from 'jsonc-parser';

/** Where something is in a text, in UTF-16 units. */
export interface TextSpan {
  readonly offset: number;
  readonly length: number;
}

/**
 * Where the value at `path` is in a JSON text; where it would have to be (the nearest object or array above it) when it
 * is not there. Undefined when the text is no JSON.
 */
export function findProperty(text: string, path: readonly (string | number)[]): TextSpan | undefined {
  const root = parseTree(text);
  if (root === undefined) return undefined;
  for (let depth = path.length; depth > 0; depth -= 1) {
    const node = findNodeAtLocation(root, path.slice(0, depth));
    if (node === undefined) continue;
    // Of a whole object or array, its first character marks it well enough.
    return { offset: node.offset, length: node.children === undefined ? node.length : 1 };
  }
  return { offset: root.offset, length: 1 };
}
