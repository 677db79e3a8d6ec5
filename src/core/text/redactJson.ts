import { isObject } from '../model/shape.ts';
import { hiddenText } from './hiddenText.ts';
import { redactText } from './redact.ts';
import { isOtherMeaning, isPlainValue, judgeName, looksSecret } from './secretNames.ts';

/** Properties of Batch's requests that contain only a secret (Batch documentation: pool and mount configurations). */
const secretProperties: ReadonlySet<string> = new Set(
  'password accountkey saskey sastoken sshprivatekey protectedsettings accesskey data'.split(' '),
);

/** Maximum depth of nested objects that is searched; Batch's own objects have fewer than twenty levels. */
const maxDepth = 200;
/** Replaces deeper values, since serializing them would overflow the stack. */
const tooDeep = '[nested too deeply]';

/**
 * Times, states and short IDs, which are frequent in objects and can't be secrets. The shortest recognized token has
 * fifteen characters.
 */
const harmless = /^(?:\d{4}-\d\d-\d\dT[\d:.]{8,18}Z|[a-z]{1,20}|[\w.-]{1,14})$/;

/** The value of a name-value object, and the property that contains it. */
interface Setting {
  readonly property: string;
  readonly shown: string;
}

/** Finds a setting in the form `{name, value}` (Batch) or `{key, value}` (other services), or in a capitalized form. */
function findSetting(object: Readonly<Record<string, unknown>>): Setting | undefined {
  const property = typeof object['value'] === 'string' ? 'value' : 'Value';
  const value = object[property];
  if (typeof value !== 'string') return undefined;
  const name = settingNames.map((each) => object[each]).find((each) => typeof each === 'string');
  return typeof name === 'string' ? { property, shown: redactValue(name, value) } : undefined;
}

const settingNames = ['name', 'key', 'Name', 'Key'];

/**
 * Hides the value of an environment setting only if its name may mean a secret or the value looks like one: most values
 * help to explain a failure.
 */
function redactValue(name: string, value: string): string {
  return mayHold(name, value) || looksSecret(value) ? hiddenText : redactText(value);
}

/** Checks whether a setting or option with this name contains a secret. */
function mayHold(name: string, value: string): boolean {
  return judgeName(name) !== 'no' && !isPlainValue(value) && !isOtherMeaning(name, value);
}

interface Property {
  readonly shown: string;
  readonly isSecret: boolean;
  readonly mayBeSecret: boolean;
}

/** Cached by name, since the objects of a list have the same properties. */
const properties = new Map<string, Property>();
const mostProperties = 1000;

function toProperty(name: string): Property {
  const known = properties.get(name);
  if (known !== undefined) return known;
  const property = {
    shown: redactText(name),
    isSecret: secretProperties.has(name.toLowerCase()),
    mayBeSecret: judgeName(name) === 'certain',
  };
  if (properties.size >= mostProperties) properties.clear();
  properties.set(name, property);
  return property;
}

function isSecretProperty({ isSecret, mayBeSecret }: Property, value: unknown): boolean {
  return isSecret || (typeof value === 'string' && mayBeSecret && !isPlainValue(value));
}

/** Redacts arguments: hides the value after an option whose name means a secret. */
function redactItems(items: readonly unknown[], depth: number): readonly unknown[] {
  return items.map((item, index) => {
    const before = items[index - 1];
    const isValue = typeof item === 'string' && typeof before === 'string' && /^--?[A-Za-z][\w-]*$/.test(before);
    if (isValue && mayHold(before, item)) return hiddenText;
    return redactAny(item, depth);
  });
}

function redactAny(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return harmless.test(value) ? value : redactText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth === maxDepth) return tooDeep;
  if (Array.isArray(value)) return redactItems(value, depth + 1);
  const setting = isObject(value) ? findSetting(value) : undefined;
  const entries = Object.entries(value).map(([name, held]): [string, unknown] => {
    if (name === setting?.property) return [name, setting.shown];
    const property = toProperty(name);
    return [property.shown, isSecretProperty(property, held) ? hiddenText : redactAny(held, depth + 1)];
  });
  return Object.fromEntries(entries);
}

/**
 * Copies JSON data without its secrets: hides whole values by the name of the property (`password`, `accountKey`, …) or
 * by the name or appearance of an environment setting, and the secret parts of other strings. Replaces values that are
 * nested too deeply with a note.
 */
export function redactJson(value: unknown): unknown {
  return redactAny(value, 0);
}
