import * as l10n from '@vscode/l10n';
import { parseDuration } from '../../query/durations.ts';
import { suggest } from '../evidence/suggest.ts';
import {
  type DefinitionNode,
  listItems,
  listPath,
  listProperties,
  type Property,
  replaceWith,
  toFinding,
} from './definitionTree.ts';
import type { DefinitionFinding } from './finding.ts';
import { readOnlyProperties, retiredProperties, schema } from './schema.ts';
import { type PropertyType, readType } from './schemaTable.ts';

/**
 * What of an object itself does not fit the shape that the service expects: names, types, values of enums, what is
 * missing or twice. Found property by property, so that a caller with enough can stop.
 */
export function* checkStructure(node: DefinitionNode, objectName: string): Generator<DefinitionFinding | undefined> {
  const shape = schema[objectName] ?? {};
  const seen = new Set<string>();
  const unknown = new Set<string>();
  for (const { name, key, value } of listProperties(node)) {
    yield;
    if (seen.has(name)) yield toTwice(key, name);
    seen.add(name);
    if (Object.hasOwn(shape, name)) yield* checkValue(value, readType(shape[name] ?? ''));
    else {
      unknown.add(name);
      yield toUnknown({ name, key, value }, Object.keys(shape));
    }
  }
  for (const [name, notation] of Object.entries(shape)) {
    if (!readType(notation).isRequired || seen.has(name)) continue;
    if (!(yield* isMisspelt(name, unknown, shape))) yield toMissing(node, name);
  }
}

function toShownName(name: string): string {
  return name.replace(/^(.{100}).+$/su, '$1…');
}

function toTwice(key: DefinitionNode, name: string): DefinitionFinding {
  return toFinding(key, {
    code: 'duplicate-property',
    severity: 'warning',
    message: l10n.t('"{0}" is there twice; only the last one counts.', toShownName(name)),
  });
}

function toMissing(node: DefinitionNode, name: string): DefinitionFinding {
  return toFinding(node, {
    code: 'missing-property',
    severity: 'error',
    message: l10n.t('"{0}" is missing; the service refuses the definition without it.', name),
  });
}

/** A required property that is there under a wrong name is reported once, where it is. */
function* isMisspelt(
  name: string,
  unknown: ReadonlySet<string>,
  shape: Readonly<Record<string, string>>,
): Generator<undefined, boolean> {
  for (const other of unknown) {
    yield;
    if (suggest(other, [name]) !== undefined && suggest(other, Object.keys(shape)) === name) return true;
  }
  return false;
}

function toUnknown({ name, key, value }: Property, known: readonly string[]): DefinitionFinding {
  if (retiredProperties.has(name)) {
    return toFinding(key, {
      code: 'retired-property',
      severity: 'error',
      message: l10n.t('"{0}" was retired; the service refuses it.', name),
    });
  }
  if (readOnlyProperties.has(name)) {
    return toFinding(key, {
      code: 'read-only-property',
      severity: 'warning',
      message: l10n.t('"{0}" is set by the service; a definition must not have it.', name),
    });
  }
  const meant = suggest(name, known);
  const finding = toFinding(key, {
    code: 'unknown-property',
    severity: 'error',
    message:
      meant === undefined
        ? l10n.t('The service does not know "{0}" here.', toShownName(name))
        : l10n.t('The service does not know "{0}" here. Did you mean "{1}"?', toShownName(name), meant),
    fix: meant === undefined ? undefined : replaceWith(key, meant, l10n.t('Rename to "{0}"', meant)),
  });
  return { ...finding, path: listPath(value) };
}

function* checkValue(value: DefinitionNode, type: PropertyType): Generator<DefinitionFinding | undefined> {
  // Null means that the property is absent.
  if (value.type === 'null') return;
  if (!type.isList) yield* checkSingle(value, type);
  else if (value.type !== 'array') yield wrongType(value, l10n.t('a list'));
  else {
    for (const item of listItems(value)) {
      yield;
      yield* checkSingle(item, type);
    }
  }
}

function checkSingle(value: DefinitionNode, type: PropertyType): readonly DefinitionFinding[] {
  switch (type.name) {
    case 'string':
    case 'time':
      return value.type === 'string' ? checkTime(value, type) : [wrongType(value, l10n.t('a text'), asText(value))];
    case 'number':
      return value.type === 'number' ? [] : [wrongType(value, l10n.t('a number'))];
    case 'boolean':
      return value.type === 'boolean' ? [] : [wrongType(value, l10n.t('true or false'))];
    case 'duration':
      return checkDuration(value);
    case 'enum':
      return checkEnum(value, type.values ?? []);
    default:
      return value.type === 'object' ? [] : [wrongType(value, l10n.t('an object'))];
  }
}

function asText(value: DefinitionNode): string | undefined {
  return value.type === 'number' || value.type === 'boolean' ? String(value.value) : undefined;
}

function wrongType(value: DefinitionNode, expected: string, text?: string): DefinitionFinding {
  return toFinding(value, {
    code: 'wrong-type',
    severity: 'error',
    message: l10n.t('The service expects {0} here.', expected),
    fix: text === undefined ? undefined : replaceWith(value, text, l10n.t('Put it into quotes')),
  });
}

function checkTime(value: DefinitionNode, { name }: PropertyType): readonly DefinitionFinding[] {
  if (name !== 'time' || !Number.isNaN(Date.parse(String(value.value)))) return [];
  return [
    toFinding(value, {
      code: 'invalid-time',
      severity: 'error',
      message: l10n.t('This isn’t a time; write it as 2026-11-20T09:00:00Z.'),
    }),
  ];
}

function checkDuration(value: DefinitionNode): readonly DefinitionFinding[] {
  if (value.type !== 'string') return [wrongType(value, l10n.t('a duration such as "PT15M"'))];
  if (parseDuration(String(value.value)) !== undefined) return [];
  return [
    toFinding(value, {
      code: 'invalid-duration',
      severity: 'error',
      message: l10n.t('This isn’t a duration of ISO 8601; write 15 minutes as "PT15M", 7 days as "P7D".'),
    }),
  ];
}

function checkEnum(value: DefinitionNode, values: readonly string[]): readonly DefinitionFinding[] {
  if (value.type !== 'string') return [wrongType(value, l10n.t('one of {0}', values.join(', ')))];
  const text = String(value.value);
  if (values.some((known) => known.toLowerCase() === text.toLowerCase())) return [];
  const meant = suggest(text, values);
  return [
    toFinding(value, {
      code: 'invalid-value',
      severity: 'error',
      message: l10n.t('The service expects one of {0} here.', values.join(', ')),
      fix: meant === undefined ? undefined : replaceWith(value, meant, l10n.t('Change to "{0}"', meant)),
    }),
  ];
}
