import { doAtOnce } from '../../work.ts';
import { listDefinitionNodes } from './definitionNodes.ts';
import { detectKind } from './detectKind.ts';
import type { DefinitionKind } from './finding.ts';
import { parseDefinition } from './parseDefinition.ts';
import { readDefinition } from './readDefinition.ts';

/** One definition of a text. */
interface ReadDefinition {
  /** What it defines; undefined where it does not look like a definition. */
  readonly kind: DefinitionKind | undefined;
  readonly value: unknown;
}

/**
 * The definitions of a text as they are written: the only one, the items of a list, or what a template wraps. Undefined
 * for text that is no JSON. `kind` is what they define where that is known.
 */
export function readDefinitions(text: string, kind?: DefinitionKind): readonly ReadDefinition[] | undefined {
  const root = readDefinition(text) === undefined ? undefined : doAtOnce(parseDefinition(text))?.root;
  if (root === undefined) return undefined;
  return listDefinitionNodes(root).map((node) => ({
    kind: node.type === 'object' ? (kind ?? detectKind(node)) : undefined,
    value: readDefinition(text.slice(node.offset, node.offset + node.length)),
  }));
}
