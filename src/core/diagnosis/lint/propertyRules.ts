import * as l10n from '@vscode/l10n';
import { formatEndDay, retiredProperties } from '../../definitions/endOfSupport.ts';
import { suggest } from '../../text/suggest.ts';
import { extensions } from './definitionNodes.ts';
import {
  type DefinitionNode,
  findByName,
  findGiven,
  listPath,
  listProperties,
  type Property,
} from './definitionTree.ts';
import { type DefinitionFinding, replaceWith, toFinding } from './finding.ts';
import { findLibraryName } from './libraryNames.ts';
import { checkOwnName, findOwnName } from './resourceManager.ts';
import type { RuleContext } from './rule.ts';
import { type NamedProperty, type Shape, shapes } from './shapes.ts';
import { apiVersions } from './table/property.ts';
import { serviceProperties } from './table/table.ts';

function toShownName(name: string): string {
  return name.replace(/^(.{100}).+$/su, '$1…');
}

/** Maximum number of remembered unknown names; longer lists of unknown names belong to other programs. */
const mostRemembered = 1000;

/** Finds the intended property for a name that an object does not have. Caches names, because lists repeat them. */
export class Speller {
  readonly #meant = new Map<Shape, Map<string, string | undefined>>();

  suggest(name: string, shape: Shape): string | undefined {
    const known = this.#meant.get(shape) ?? new Map<string, string | undefined>();
    this.#meant.set(shape, known);
    if (known.has(name)) return known.get(name);
    const meant = findLibraryName(name, shape) ?? suggest(name, shape.names) ?? findWithin(name, shape.names);
    if (known.size < mostRemembered) known.set(name, meant);
    return meant;
  }
}

/** Shortest name that is recognized within a longer one, such as "endpointConfiguration". */
const shortestWithin = 8;
/** Shortest name that is recognized within one in which no capital letter begins it. */
const shortestRunTogether = 14;

/** Finds the only known name that ends a given name, or that a given name ends: from a capital letter on, or if long. */
function findWithin(name: string, known: readonly string[]): string | undefined {
  const ends = (long: string, short: string): boolean =>
    (short.length >= shortestWithin && long.endsWith(`${short[0]?.toUpperCase()}${short.slice(1)}`)) ||
    (short.length >= shortestRunTogether && long.length > short.length && long.endsWith(short));
  const fitting = known.filter((one) => ends(name, one) || ends(one, name));
  return fitting.length === 1 ? fitting[0] : undefined;
}

export function toTwice({ key, name }: Property): DefinitionFinding {
  return toFinding(
    key,
    'duplicate-property',
    l10n.t('"{0}" appears twice; only the last one counts.', toShownName(name)),
  );
}

const mostUnknown = 50;

/** Properties that may be empty, are filled in later, or have their own rule. */
const mayBeEmpty = new Set([
  'password',
  'value',
  'accountKey',
  'commandLine',
  'coordinationCommandLine',
  'id',
  'containerUrl',
]);

/**
 * Finds missing required properties, each reported at its null value or at the object. A property with a misspelled
 * name is reported once, at its place.
 */
export function* findMissing(node: DefinitionNode, shape: Shape, speller: Speller): Generator<DefinitionFinding> {
  let misspelt: ReadonlySet<string | undefined> | undefined;
  for (const name of shape.required) {
    const { requiredUnless } = shape.properties.get(name) ?? {};
    const given = [name, requiredUnless].map((one) => (one === undefined ? undefined : findGiven(node, one)));
    if (given.some((value) => value !== undefined && !(value.value === '' && !mayBeEmpty.has(name)))) continue;
    misspelt ??= listMisspelt(node, shape, speller);
    if (!misspelt.has(name)) yield toMissing(node, name);
  }
}

export function toMissing(node: DefinitionNode, name: string): DefinitionFinding {
  return toFinding(
    findByName(node, name) ?? node,
    'missing-property',
    l10n.t('"{0}" is missing; the service rejects the definition without it.', name),
  );
}

function listMisspelt(node: DefinitionNode, shape: Shape, speller: Speller): ReadonlySet<string | undefined> {
  const unknown = listProperties(node).filter(({ name }) => !shape.properties.has(name));
  return new Set(
    unknown
      .slice(0, mostUnknown)
      .map(({ name }) => shape.renamed.get(name) ?? findOwnName(name, shape) ?? speller.suggest(name, shape)),
  );
}

/** The shape of an object, and of the object around it. */
type Shapes = readonly [own: Shape, above: Shape | undefined];

export function toUnknown(property: Property, [shape, above]: Shapes, speller: Speller): DefinitionFinding {
  const { name, key, value } = property;
  const ofResourceManager = checkOwnName(property, shape);
  if (ofResourceManager !== undefined) return ofResourceManager;
  const newer = shape.renamed.get(name);
  if (newer !== undefined) {
    const message = l10n.t('"{earlier}" is now called "{name}". The service no longer recognizes the earlier name.', {
      earlier: name,
      name: newer,
    });
    return toFinding(key, 'renamed-property', message, replaceWith(key, newer, l10n.t('Rename to "{0}"', newer)));
  }
  if (serviceProperties.has(name)) {
    const message =
      name === 'identity'
        ? l10n.t('Only Azure Resource Manager can give a pool an identity ("{0}"). Create the pool there.', name)
        : l10n.t('"{0}" is set by the service; a definition must not contain it.', name);
    return toFinding(key, 'read-only-property', message);
  }
  const place = findPropertyPlace(name, shape);
  if (place !== undefined) {
    const message = l10n.t('"{name}" belongs in "{place}".', { name, place: place.join('.') });
    return { ...toFinding(key, 'unknown-property', message), path: listPath(value) };
  }
  const meant = speller.suggest(name, shape);
  const inner = listProperties(value).map((own) => own.name);
  const isAbove = above?.properties.has(name) === true && meant === undefined;
  if (isAbove || (meant === undefined && inner.length > 0 && inner.every((one) => shape.properties.has(one)))) {
    const [names, wrapper] = isAbove
      ? [
          [name],
          listPath(value)
            .slice(0, -1)
            .findLast((part) => typeof part === 'string'),
        ]
      : [inner, name];
    const message = l10n.t('{names} must be beside "{wrapper}", not in it.', {
      names: names.map((one) => `"${toShownName(one)}"`).join(', '),
      wrapper: toShownName(wrapper ?? ''),
    });
    return { ...toFinding(key, 'unknown-property', message), path: listPath(value) };
  }
  const message =
    meant === undefined
      ? l10n.t('The service doesn\'t recognize "{0}" here.', toShownName(name))
      : l10n.t('The service doesn\'t recognize "{0}" here. Did you mean "{1}"?', toShownName(name), meant);
  const fix = meant === undefined ? undefined : replaceWith(key, meant, l10n.t('Rename to "{0}"', meant));
  return { ...toFinding(key, 'unknown-property', message, fix), path: listPath(value) };
}

const mostLevels = 2;

/**
 * Finds the path of the only nested object that has a property with this name; undefined if none or several have it.
 */
function findPropertyPlace(name: string, shape: Shape): readonly string[] | undefined {
  const places = listPlaces(name, shape, []);
  const [place] = places;
  return places.length === 1 ? place : undefined;
}

function listPlaces(name: string, shape: Shape, above: readonly string[]): readonly (readonly string[])[] {
  return [...shape.properties.values()].flatMap((property) => {
    const inner = property.kind === 'object' ? shapes.get(property.of ?? '') : undefined;
    if (inner === undefined || property.until !== undefined) return [];
    const path = [...above, property.name];
    if (inner.properties.has(name)) return [path];
    return path.length < mostLevels ? listPlaces(name, inner, path) : [];
  });
}

/** Finds properties that only the Azure Batch CLI extensions support, in a definition that isn't marked as theirs. */
export function* findExtensions(node: DefinitionNode): Generator<DefinitionFinding> {
  for (const { key, name } of listProperties(node)) if (extensions.has(name)) yield toExtensionOnly(key, name);
}

/** Properties that were renamed after most versions of the Azure Batch CLI extensions. */
const renamedLast: ReadonlySet<string> = new Set(['taskSlotsPerNode']);

/** Finds a property of a template for the Azure Batch CLI extensions that only some of their versions call so. */
export function findEitherName({ key, name }: Property, shape: Shape): DefinitionFinding | undefined {
  const [earlier, newer] = renamedLast.has(name)
    ? [shape.properties.get(name)?.formerly, name]
    : [name, shape.renamed.get(name)];
  if (earlier === undefined || newer === undefined) return undefined;
  const message = l10n.t(
    '"{earlier}" was renamed "{newer}". Which of them the Azure Batch CLI extensions accept depends on their version: if they report one as unexpected, use the other.',
    { earlier, newer },
  );
  return toFinding(key, 'extension-only', message);
}

function toExtensionOnly(key: DefinitionNode, name: string): DefinitionFinding {
  const message = l10n.t(
    'Only the Azure Batch CLI extensions recognize "{0}": use the file with `az batch … create --template`. The service rejects it.',
    name,
  );
  return toFinding(key, 'extension-only', message);
}

/** Finds a property that not every API version has, or that the service itself doesn't have. */
export function findForeign(
  key: DefinitionNode,
  value: DefinitionNode,
  { name, since, until, isExtension }: NamedProperty,
  { apiVersion, isTemplate }: RuleContext,
): DefinitionFinding | undefined {
  if (isExtension === true && !isTemplate) return toExtensionOnly(key, name);
  if (since === undefined && until === undefined) return undefined;
  const aimed = apiVersions.indexOf(apiVersion ?? '2025-06-01');
  const isThere =
    (since === undefined || apiVersions.indexOf(since) <= aimed) &&
    (until === undefined || aimed <= apiVersions.indexOf(until));
  if (isThere) return undefined;
  const gone = retiredProperties.get(name);
  const isEmpty = value.type === 'null' || value.items?.length === 0;
  if (gone !== undefined && apiVersion === undefined && !isEmpty) {
    const { day, instead = '' } = gone;
    const date = formatEndDay(day) ?? '';
    const message =
      instead === ''
        ? l10n.t('Azure retired "{name}" on {date}. Remove it.', { name, date })
        : l10n.t('Azure retired "{name}" on {date}. Remove it, and use {instead}.', { name, date, instead });
    return toFinding(key, 'retired-feature', message);
  }
  const code = apiVersion === undefined ? 'other-version' : 'not-in-version';
  const version = apiVersion ?? '2025-06-01';
  const message =
    until !== undefined && apiVersions.indexOf(until) < aimed
      ? l10n.t('API version {version} rejects "{name}", which is available in versions up to {until}.', {
          version,
          name,
          until,
        })
      : l10n.t('API version {version} rejects "{name}", which is available in version {since} and later.', {
          version,
          name,
          since: since ?? '',
        });
  return toFinding(key, code, message);
}
