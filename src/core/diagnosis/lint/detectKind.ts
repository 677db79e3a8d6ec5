import { distinctiveProperties } from '../../definitions/definitionText.ts';
import { suggest } from '../../text/suggest.ts';
import type { DefinitionNode } from './definitionTree.ts';
import { findByName, listProperties } from './definitionTree.ts';
import type { DefinitionKind } from './finding.ts';
import { findLibraryName } from './libraryNames.ts';
import { findOwnName } from './resourceManager.ts';
import { type NamedProperty, type Shape, shapes } from './shapes.ts';

const objectNames: Readonly<Record<DefinitionKind, string>> = {
  pool: 'Pool',
  task: 'Task',
  job: 'Job',
  jobSchedule: 'JobSchedule',
};

const kinds = ['pool', 'task', 'job', 'jobSchedule'] as const;

/**
 * Properties that decide the kind of a definition, which must have one of them or several others that only its kind
 * has.
 */
const decisive: Readonly<Record<DefinitionKind, readonly string[]>> = {
  pool: ['vmSize', 'virtualMachineConfiguration'],
  task: ['commandLine'],
  job: ['poolInfo'],
  jobSchedule: ['jobSpecification'],
};

/** Returns the shape of definitions of this kind in the table; undefined without one. */
export function toShape(kind: DefinitionKind): Shape | undefined {
  return shapes.get(objectNames[kind]);
}

/**
 * Maximum number of different names, several times that of Batch's largest object. An object with more belongs to
 * another program.
 */
const maxNames = 200;

/** Checks whether a node is a copied response of the service, which is not a definition. */
function isAnswer(node: DefinitionNode): boolean {
  const has = (name: string) => findByName(node, name) !== undefined;
  return has('odata.metadata') || (has('url') && has('eTag'));
}

/** Makes a function that detects kinds, cached by property names and types because most items of a list are alike. */
export function makeKindFinder(): (node: DefinitionNode) => DefinitionKind | undefined {
  const known = new Map<string, DefinitionKind | undefined>();
  return (node) => {
    if (listProperties(node).length > maxNames) return detectKind(node);
    let key = '';
    for (const { name, value } of listProperties(node)) key += `${name} ${value.type} `;
    if (known.has(key)) return known.get(key);
    const kind = detectKind(node);
    if (known.size < 100) known.set(key, kind);
    return kind;
  };
}

/**
 * Detects the kind of a definition by properties that only this kind has, including misspelled ones, with values of the
 * right type. Undefined if it doesn't look like a Batch definition, which needs a decisive property with an ID or
 * another such property, or two others. Considers only names and types of values.
 */
export function detectKind(node: DefinitionNode): DefinitionKind | undefined {
  if (node.byName !== undefined && node.byName.size > maxNames) return undefined;
  if (isAnswer(node)) return undefined;
  let best: { readonly kind: DefinitionKind; readonly score: number } | undefined;
  for (const kind of kinds) {
    const score = judge(node, kind);
    if (score > 0 && (best === undefined || score > best.score)) best = { kind, score };
  }
  return best?.kind;
}

/** Counts the properties that mark an object as this kind; 0 if it is of another kind. */
function judge(node: DefinitionNode, kind: DefinitionKind): number {
  const shape = toShape(kind);
  if (shape === undefined) return 0;
  let [distinctive, deciding, familiar] = [0, 0, 0];
  const properties = listProperties(node);
  for (const { name, value } of properties) {
    const property = findMeant(name, shape);
    if (property === undefined) continue;
    familiar += 1;
    if (!(distinctiveProperties[kind] as readonly string[]).includes(property.name)) continue;
    if (!mayBe(value, property)) continue;
    distinctive += 1;
    if (decisive[kind].includes(property.name)) deciding += 1;
  }
  // An object belongs to another program if most of its names are unknown or, if only one name indicates Batch, half of
  // them.
  if (distinctive === 0 || familiar * 2 < properties.length) return 0;
  if (distinctive === 1 && familiar * 2 === properties.length && familiar > 1) return 0;
  const id = findByName(node, 'id');
  const isNamed = id !== undefined && id.type === 'string';
  const isEnough = deciding > 0 ? distinctive >= 2 || isNamed : distinctive >= 2 && (isNamed || id === undefined);
  return isEnough ? distinctive : 0;
}

function findMeant(name: string, shape: Shape): NamedProperty | undefined {
  const known = shape.properties.get(name);
  if (known !== undefined) return known;
  const meant =
    shape.renamed.get(name) ?? findOwnName(name, shape) ?? findLibraryName(name, shape) ?? suggest(name, shape.names);
  return meant === undefined ? undefined : shape.properties.get(meant);
}

/** Checks whether a value has the type that Batch expects, or is a placeholder for such a value. */
function mayBe(value: DefinitionNode, { kind, isList }: NamedProperty): boolean {
  if (value.type === 'null' || value.type === 'string') return !isList || value.type === 'null';
  if (isList) return value.type === 'array';
  switch (kind) {
    case 'integer':
      return value.type === 'number';
    case 'boolean':
      return value.type === 'boolean';
    case 'object':
    case 'map':
      return value.type === 'object';
    case 'any':
      return true;
    default:
      return false;
  }
}
