import type { Node } from 'jsonc-parser';
import { tellingProperties } from '../../query/definitionText.ts';
import { find, listProperties } from './definitionTree.ts';
import type { DefinitionKind } from './finding.ts';
import { schema } from './schema/schema.ts';
import { suggest } from './suggest.ts';

const objectNames: Readonly<Record<DefinitionKind, string>> = {
  pool: 'Pool',
  task: 'Task',
  job: 'Job',
  jobSchedule: 'JobSchedule',
};

/** Name of the object of the schema that a definition of this kind is. */
export function toObjectName(kind: DefinitionKind): string {
  return objectNames[kind];
}

/** Properties of an answer of the service: its own copies are no definitions. */
function isAnswer(names: readonly string[]): boolean {
  return names.includes('odata.metadata') || (names.includes('url') && names.includes('eTag'));
}

/**
 * What an object defines, by the properties that only that kind has, misspelt ones included. Undefined when it does not
 * look like a definition of Batch: at least two such properties, or one beside an id, have to be there.
 */
export function detectKind(node: Node): DefinitionKind | undefined {
  const names = listProperties(node).map(({ name }) => name);
  if (isAnswer(names)) return undefined;
  let best: { readonly kind: DefinitionKind; readonly score: number } | undefined;
  for (const kind of ['pool', 'task', 'job', 'jobSchedule'] as const) {
    const score = countTelling(names, kind);
    if (score > 0 && (best === undefined || score > best.score)) best = { kind, score };
  }
  if (best === undefined) return undefined;
  return best.score >= 2 || find(node, 'id') !== undefined ? best.kind : undefined;
}

function countTelling(names: readonly string[], kind: DefinitionKind): number {
  const known = Object.keys(schema[toObjectName(kind)] ?? {});
  // What is foreign in most of its names belongs to another program.
  const familiar = names.filter((name) => known.includes(name) || suggest(name, known) !== undefined).length;
  if (familiar * 2 < names.length) return 0;
  const telling: readonly string[] = tellingProperties[kind];
  return names.filter((name) => telling.includes(name) || telling.includes(suggest(name, telling) ?? '')).length;
}
