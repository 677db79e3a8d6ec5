import * as l10n from '@vscode/l10n';
import { findIdProblem } from '../../places/ids.ts';
import { suggest } from '../../text/suggest.ts';
import { parseDuration, toDurationWords } from '../../words/durations.ts';
import type { RuleCode } from './codes.ts';
import { type DefinitionNode, findGiven, listItems, listProperties } from './definitionTree.ts';
import { type DefinitionFinding, replaceWith, toFinding } from './finding.ts';
import { isPlaceholder, isPutInLater } from './placeholders.ts';
import { type NamedProperty, shapes } from './shapes.ts';

const nothing: readonly DefinitionFinding[] = [];

/** Finds violations of the table in a value or in an item of a list. */
export function checkValue(value: DefinitionNode, property: NamedProperty): readonly DefinitionFinding[] {
  // Null means that the property is not set.
  if (value.type === 'null' || property.kind === 'any') return nothing;
  const text = value.type === 'string' ? String(value.value) : undefined;
  if (text !== undefined && isPlaceholder(text)) return nothing;
  switch (property.kind) {
    case 'text':
    case 'secret':
    case 'commandLine':
      return text === undefined
        ? wrongText(value)
        : [
            ...checkLength(value, text, property),
            ...checkResource(value, text, property),
            ...checkForm(value, text, property),
            ...checkSpaces(value, text, property),
          ];
    case 'id':
      return text === undefined ? wrongText(value) : checkId(value, text);
    case 'time':
      return text === undefined ? wrongText(value) : checkTime(value, text);
    case 'duration':
      return text === undefined
        ? wrongType(value, l10n.t('a duration such as "PT15M"'))
        : checkDuration(value, text, property);
    case 'integer':
      return value.type === 'number'
        ? checkNumber(value, property)
        : wrongUnquoted(value, l10n.t('a number'), /^-?(?:0|[1-9]\d{0,14})$/);
    case 'boolean':
      return value.type === 'boolean' ? nothing : wrongUnquoted(value, l10n.t('true or false'), /^(?:true|false)$/i);
    case 'choice':
      return checkChoice(value, text, Object.keys(property.values ?? {}));
    case 'object':
    case 'map':
      if (text !== undefined && /^(?:@\{.*\}$|System\.)/s.test(text)) return cutByPowerShell(value);
      return value.type === 'object' ? nothing : wrongType(value, l10n.t('an object such as {0}', toForm(property)));
  }
}

/** Finds violations of the table in a list as a whole. */
export function checkList(value: DefinitionNode, property: NamedProperty): readonly DefinitionFinding[] {
  const { name, items, unique = [] } = property;
  if (value.type === 'null' || (value.type === 'string' && isPlaceholder(String(value.value)))) return nothing;
  if (value.type !== 'array') return [toNoList(value, property)];
  if (property.chars !== undefined) {
    const values = listItems(value).flatMap((item) => [item, ...listProperties(item).map((part) => part.value)]);
    const chars = values.reduce((sum, part) => sum + (part.type === 'string' ? String(part.value).length : 0), 0);
    if (chars > property.chars) return toTooLong(value, property);
  }
  if (items !== undefined && (value.items ?? []).length > items)
    return [toFinding(value, 'too-many', l10n.t('"{0}" can have at most {1} items.', name, items))];
  const code = name === 'inboundNATPools' ? 'duplicate-endpoint' : 'duplicate-item';
  return unique.flatMap((key) => findRepeated(value, key, code));
}

/** Returns an example of a value: an object with the properties that it must have, a map, a string, or a number. */
function toForm({ kind, of = '' }: NamedProperty): string {
  const { required = [], names = [] } = shapes.get(of) ?? {};
  const shown = required.length > 0 ? required : names.slice(0, 2);
  if (kind === 'object') return `{${shown.map((name) => `"${name}": …`).join(', ')}}`;
  return kind === 'integer' ? '1' : kind === 'map' ? '{"…": "…"}' : '"…"';
}

/**
 * Reports a value where a list is expected, such as an object with the names and values that belong in the list's
 * items.
 */
function toNoList(value: DefinitionNode, property: NamedProperty): DefinitionFinding {
  const { properties: inner } = shapes.get(property.of ?? '') ?? {};
  const pairs = listProperties(value).map((own) => ({ name: own.name, value: own.value.value }));
  const isNamed = pairs.length > 0 && ['name', 'value'].every((name) => inner?.has(name));
  const items = isNamed && pairs.every((pair) => typeof pair.value === 'string') ? pairs : [value.value];
  const { offset, length } = value;
  const isFixed = items[0] !== undefined && (isNamed || property.kind !== 'object');
  const fix = isFixed ? { title: l10n.t('Put it in a list'), offset, length, text: JSON.stringify(items) } : undefined;
  const expected = l10n.t('a list such as {0}', `[${toForm(property)}]`);
  return toFinding(value, 'wrong-type', l10n.t('The service expects {0} here.', expected), fix);
}

/** Finds items with the same name or number as an earlier item. */
function findRepeated(list: DefinitionNode, name: string, code: RuleCode): readonly DefinitionFinding[] {
  const seen = new Set<string>();
  return listItems(list).flatMap((item) => {
    const value = findGiven(item, name);
    // Names of variables on Linux are case-sensitive.
    const key = code === 'duplicate-item' ? String(value?.value) : String(value?.value).toLowerCase();
    if (value?.value === undefined || isPlaceholder(key)) return [];
    if (seen.has(key)) return [toFinding(value, code, l10n.t('Another item of the list has the same "{0}".', name))];
    seen.add(key);
    return [];
  });
}

function wrongText(value: DefinitionNode): readonly DefinitionFinding[] {
  const isPlain = value.type === 'number' || value.type === 'boolean';
  return wrongType(value, l10n.t('a string'), isPlain ? String(value.value) : undefined);
}

/** Reports a wrong value, with a fix that removes the quotation marks if the text inside is a correct value. */
function wrongUnquoted(value: DefinitionNode, expected: string, form: RegExp): readonly DefinitionFinding[] {
  const text = value.type === 'string' ? String(value.value) : '';
  const { offset, length } = value;
  const fix = form.test(text)
    ? { title: l10n.t('Remove the quotes'), offset, length, text: text.toLowerCase() }
    : undefined;
  return [toFinding(value, 'wrong-type', l10n.t('The service expects {0} here.', expected), fix)];
}

/** Reports the text that PowerShell writes in place of an object that is nested too deeply. */
function cutByPowerShell(value: DefinitionNode): readonly DefinitionFinding[] {
  const message = l10n.t('PowerShell wrote this object as a string. Use ConvertTo-Json with -Depth 10.');
  return [toFinding(value, 'wrong-type', message)];
}

function wrongType(value: DefinitionNode, expected: string, text?: string): readonly DefinitionFinding[] {
  const fix = text === undefined ? undefined : replaceWith(value, text, l10n.t('Put it in quotes'));
  return [toFinding(value, 'wrong-type', l10n.t('The service expects {0} here.', expected), fix)];
}

function checkLength(value: DefinitionNode, text: string, property: NamedProperty): readonly DefinitionFinding[] {
  return text.length <= (property.chars ?? text.length) ? nothing : toTooLong(value, property);
}

function toTooLong(value: DefinitionNode, { name, chars = 0 }: NamedProperty): readonly DefinitionFinding[] {
  return [toFinding(value, 'too-long', l10n.t('"{0}" can have at most {1} characters.', name, chars))];
}

function checkResource(
  value: DefinitionNode,
  text: string,
  { isResourceId, example }: NamedProperty,
): readonly DefinitionFinding[] {
  if (isResourceId !== true || text.trim() === '' || isPutInLater(text)) return nothing;
  const form = String(example);
  // Networks of the classic deployment model have a different provider.
  const pattern = form
    .replace(/[.]/g, '\\.')
    .replace('Microsoft\\.Network', 'Microsoft\\.(?:Classic)?Network')
    .replace(/\{\w+\}/g, '[^/]+');
  if (new RegExp(`^${pattern}/?$`, 'i').test(text.trim())) return nothing;
  return [toFinding(value, 'resource-id', l10n.t('The service expects a resource ID of the form {0} here.', form))];
}

function checkForm(value: DefinitionNode, text: string, property: NamedProperty): readonly DefinitionFinding[] {
  const { name, form, example } = property;
  if (form === undefined || text.trim() === '' || form.test(text.trim()) || isPutInLater(text)) return nothing;
  const message = l10n.t('"{name}" must have a form such as {example}.', { name, example: String(example) });
  return [toFinding(value, 'wrong-form', message)];
}

/** Properties with names of external resources, which must match exactly. */
const exactNames: ReadonlySet<string> = new Set([
  ...['publisher', 'offer', 'sku', 'version', 'imageName', 'containerImageNames', 'registryServer', 'username'],
  ...['accountName', 'containerName', 'relativeMountPath', 'applicationId', 'autoStorageContainerName', 'blobPrefix'],
  ...[
    'httpUrl',
    'containerUrl',
    'storageContainerUrl',
    'subnetId',
    'resourceId',
    'virtualMachineImageId',
    'nodeAgentSKUId',
    'vmSize',
  ],
]);

function checkSpaces(value: DefinitionNode, text: string, { name }: NamedProperty): readonly DefinitionFinding[] {
  const trimmed = text.trim();
  if (!exactNames.has(name) || trimmed === text || trimmed === '') return nothing;
  const message = l10n.t('The value begins or ends with a space, which belongs to it. Remove the space.');
  return [toFinding(value, 'stray-space', message, replaceWith(value, trimmed, l10n.t('Remove the space')))];
}

function checkId(value: DefinitionNode, text: string): readonly DefinitionFinding[] {
  const problem = findIdProblem(text);
  return problem === undefined ? nothing : [toFinding(value, 'invalid-id', problem)];
}

function checkTime(value: DefinitionNode, text: string): readonly DefinitionFinding[] {
  if (/^\d{4}-\d\d-\d\d/.test(text) && !Number.isNaN(Date.parse(text))) return nothing;
  return [toFinding(value, 'invalid-time', l10n.t("This isn't a time; write it as 2026-11-20T09:00:00Z."))];
}

function checkDuration(value: DefinitionNode, text: string, property: NamedProperty): readonly DefinitionFinding[] {
  const ms = parseDuration(text);
  if (ms === undefined || /T$/i.test(text)) {
    const message = l10n.t('This isn\'t an ISO 8601 duration; write 15 minutes as "PT15M", 7 days as "P7D".');
    return [toFinding(value, 'invalid-duration', message)];
  }
  const [least, most] = [toMs(property.from), toMs(property.to)];
  if ((least === undefined || ms >= least) && (most === undefined || ms <= most)) return nothing;
  return [toFinding(value, 'out-of-range', describeDurations(property.name, least ?? 0, most))];
}

function toMs(limit: number | string | undefined): number | undefined {
  return typeof limit === 'string' ? parseDuration(limit) : undefined;
}

function describeDurations(name: string, leastMs: number, mostMs: number | undefined): string {
  if (mostMs === undefined) return l10n.t('"{0}" must be at least {1}.', name, toDurationWords(leastMs));
  return l10n.t('"{0}" must be between {1} and {2}.', name, toDurationWords(leastMs), toDurationWords(mostMs));
}

function checkNumber(value: DefinitionNode, property: NamedProperty): readonly DefinitionFinding[] {
  const number = Number(value.value);
  const [least, most] = [toNumber(property.from), toNumber(property.to)];
  if (property.orUnlimited === true && number === -1) return nothing;
  if (Number.isInteger(number) && number >= (least ?? number) && number <= (most ?? number)) return nothing;
  return [toFinding(value, 'out-of-range', describeNumbers(property, least, most))];
}

function toNumber(limit: number | string | undefined): number | undefined {
  return typeof limit === 'number' ? limit : undefined;
}

function describeNumbers(
  { name, orUnlimited }: NamedProperty,
  least: number | undefined,
  most: number | undefined,
): string {
  if (orUnlimited === true) return l10n.t('"{0}" must be a whole number above 0, or -1 for no limit.', name);
  if (least === undefined) return l10n.t('"{0}" must be a whole number.', name);
  return most === undefined
    ? l10n.t('"{0}" must be a whole number of at least {1}.', name, least)
    : l10n.t('"{0}" must be a whole number between {1} and {2}.', name, least, most);
}

function checkChoice(
  value: DefinitionNode,
  text: string | undefined,
  values: readonly string[],
): readonly DefinitionFinding[] {
  if (text === undefined) return wrongType(value, l10n.t('one of {0}', values.join(', ')));
  const lowerCase = text.toLowerCase();
  for (const known of values) if (known.toLowerCase() === lowerCase) return nothing;
  const longer = values.filter((known) => text.length > 3 && known.toLowerCase().startsWith(lowerCase));
  const meant = suggest(text, values) ?? (longer.length === 1 ? longer[0] : undefined);
  const fix = meant === undefined ? undefined : replaceWith(value, meant, l10n.t('Change to "{0}"', meant));
  return [toFinding(value, 'invalid-value', l10n.t('The service expects one of {0} here.', values.join(', ')), fix)];
}
