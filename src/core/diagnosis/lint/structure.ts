import * as l10n from '@vscode/l10n';
import type { Node } from 'jsonc-parser';
import { parseDuration } from '../../query/durations.ts';
import { listItems, listProperties, type Property, replaceWith, toFinding } from './definitionTree.ts';
import type { DefinitionFinding } from './finding.ts';
import { readOnlyProperties, retiredProperties, schema } from './schema/schema.ts';
import { type PropertyType, readType } from './schema/schemaTable.ts';
import { suggest } from './suggest.ts';

/** Deepest nesting that is followed. */
const maxDepth = 20;

/** What does not fit the shape that the service expects: names, types, values of enums, what is missing or twice. */
export function checkStructure(node: Node, objectName: string, depth = 0): readonly DefinitionFinding[] {
  const shape = schema[objectName];
  if (shape === undefined || node.type !== 'object' || depth > maxDepth) return [];
  const properties = listProperties(node);
  return [
    ...findDuplicates(properties),
    ...findMissing(node, properties, shape),
    ...properties.flatMap((property) => {
      const notation = Object.hasOwn(shape, property.name) ? shape[property.name] : undefined;
      return notation === undefined
        ? [toUnknown(property, Object.keys(shape))]
        : checkValue(property, readType(notation), depth);
    }),
  ];
}

function findDuplicates(properties: readonly Property[]): readonly DefinitionFinding[] {
  const seen = new Set<string>();
  return properties.flatMap(({ name, key }) => {
    if (!seen.has(name)) {
      seen.add(name);
      return [];
    }
    return [
      toFinding(key, {
        code: 'duplicate-property',
        severity: 'warning',
        message: l10n.t('"{0}" is there twice; only the last one counts.', name),
      }),
    ];
  });
}

function findMissing(
  node: Node,
  properties: readonly Property[],
  shape: Readonly<Record<string, string>>,
): readonly DefinitionFinding[] {
  const names = new Set(properties.map(({ name }) => name));
  return Object.entries(shape)
    .filter(
      ([name, notation]) => readType(notation).isRequired && !names.has(name) && !isMisspelt(name, properties, shape),
    )
    .map(([name]) =>
      toFinding(node, {
        code: 'missing-property',
        severity: 'error',
        message: l10n.t('"{0}" is missing; the service refuses the definition without it.', name),
      }),
    );
}

/** A required property that is there under a wrong name is reported once, where it stands. */
function isMisspelt(name: string, properties: readonly Property[], shape: Readonly<Record<string, string>>): boolean {
  return properties.some(
    (property) => !Object.hasOwn(shape, property.name) && suggest(property.name, Object.keys(shape)) === name,
  );
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
        ? l10n.t('The service does not know "{0}" here.', name)
        : l10n.t('The service does not know "{0}" here. Did you mean "{1}"?', name, meant),
    fix: meant === undefined ? undefined : replaceWith(key, meant, l10n.t('Rename to "{0}"', meant)),
  });
  return { ...finding, path: [...toFinding(value, { code: '', severity: 'error', message: '' }).path] };
}

function checkValue({ value }: Property, type: PropertyType, depth: number): readonly DefinitionFinding[] {
  // Null stands for a property that is not there.
  if (value.type === 'null') return [];
  if (!type.isList) return checkSingle(value, type, depth);
  if (value.type !== 'array') return [wrongType(value, l10n.t('a list'))];
  return listItems(value).flatMap((item) => checkSingle(item, type, depth));
}

function checkSingle(value: Node, type: PropertyType, depth: number): readonly DefinitionFinding[] {
  switch (type.name) {
    case 'object':
      return value.type === 'object' ? [] : [wrongType(value, l10n.t('an object'))];
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
      return value.type === 'object'
        ? checkStructure(value, type.name, depth + 1)
        : [wrongType(value, l10n.t('an object'))];
  }
}

function asText(value: Node): string | undefined {
  return value.type === 'number' || value.type === 'boolean' ? String(value.value) : undefined;
}

function wrongType(value: Node, expected: string, text?: string): DefinitionFinding {
  return toFinding(value, {
    code: 'wrong-type',
    severity: 'error',
    message: l10n.t('The service expects {0} here.', expected),
    fix: text === undefined ? undefined : replaceWith(value, text, l10n.t('Put it into quotes')),
  });
}

function checkTime(value: Node, { name }: PropertyType): readonly DefinitionFinding[] {
  if (name !== 'time' || !Number.isNaN(Date.parse(String(value.value)))) return [];
  return [
    toFinding(value, {
      code: 'invalid-time',
      severity: 'error',
      message: l10n.t('This is no time; write it as 2026-11-20T09:00:00Z.'),
    }),
  ];
}

function checkDuration(value: Node): readonly DefinitionFinding[] {
  if (value.type !== 'string') return [wrongType(value, l10n.t('a duration such as "PT15M"'))];
  if (parseDuration(String(value.value)) !== undefined) return [];
  return [
    toFinding(value, {
      code: 'invalid-duration',
      severity: 'error',
      message: l10n.t('This is no duration of ISO 8601; write 15 minutes as "PT15M", 7 days as "P7D".'),
    }),
  ];
}

function checkEnum(value: Node, values: readonly string[]): readonly DefinitionFinding[] {
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
