import { distinctiveProperties } from '../../query/definitionText.ts';
import { suggest } from '../evidence/suggest.ts';
import { type DefinitionNode, find, listProperties } from './definitionTree.ts';
import type { DefinitionKind } from './finding.ts';
import { schema } from './schema.ts';

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

/** More different names than the largest object of Batch has, several times over: the file is another program's. */
const maxNames = 200;

/** Properties of an answer of the service: its own copies are no definitions. */
function isAnswer(names: ReadonlySet<string>): boolean {
  return names.has('odata.metadata') || (names.has('url') && names.has('eTag'));
}

/**
 * What an object defines, by the properties that only that kind has, misspelt ones included. Undefined when it does not
 * look like a definition of Batch: at least two such properties, or one beside an id, have to be there.
 */
export function detectKind(node: DefinitionNode): DefinitionKind | undefined {
  if (node.byName !== undefined && node.byName.size > maxNames) return undefined;
  const names = new Set(listProperties(node).map(({ name }) => name));
  if (isAnswer(names)) return undefined;
  let best: { readonly kind: DefinitionKind; readonly score: number } | undefined;
  for (const kind of ['pool', 'task', 'job', 'jobSchedule'] as const) {
    const score = countDistinctive(names, kind);
    if (score > 0 && (best === undefined || score > best.score)) best = { kind, score };
  }
  if (best === undefined) return undefined;
  return best.score >= 2 || find(node, 'id') !== undefined ? best.kind : undefined;
}

function countDistinctive(names: ReadonlySet<string>, kind: DefinitionKind): number {
  const distinctive = count(names, distinctiveProperties[kind]);
  if (distinctive === 0) return 0;
  // What is foreign in most of its names belongs to another program.
  const familiar = count(names, Object.keys(schema[toObjectName(kind)] ?? {}));
  return familiar * 2 < names.size ? 0 : distinctive;
}

function count(names: ReadonlySet<string>, known: readonly string[]): number {
  let found = 0;
  for (const name of names) if (known.includes(name) || suggest(name, known) !== undefined) found += 1;
  return found;
}
