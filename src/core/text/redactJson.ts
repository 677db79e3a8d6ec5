import { isObject } from '../model/shape.ts';
import { hiddenText } from './hiddenText.ts';
import { redactText } from './redact.ts';
import { isOtherMeaning, isPlainValue, judgeName, looksSecret } from './secretNames.ts';

/** Properties of Batch's requests that hold nothing but a secret (Batch documentation: pool and mount configurations). */
const secretProperties: ReadonlySet<string> = new Set([
  'password',
  'accountkey',
  'saskey',
  'sastoken',
  'sshprivatekey',
  'protectedsettings',
  'accesskey',
  'data',
]);

/** Objects within objects that are looked into; what Batch defines has fewer than twenty. */
const maxDepth = 200;
/** Replaces what is nested deeper: written out, it would exhaust the stack. */
const tooDeep = '[nested too deeply]';

/**
 * Times, states and short ids, of which objects have many: nothing in them can be a secret. The shortest token that is
 * known by its form has fifteen characters.
 */
const harmless = /^(?:\d{4}-\d\d-\d\dT[\d:.]{8,18}Z|[a-z]{1,20}|[\w.-]{1,14})$/;

/** The value of an object that is nothing but a name and a value, and the property that holds it. */
interface Setting {
  readonly property: string;
  readonly shown: string;
}

/** `{name, value}` of Batch, `{key, value}` of others, and the same with capitals. */
function findSetting(object: Readonly<Record<string, unknown>>): Setting | undefined {
  const property = typeof object['value'] === 'string' ? 'value' : 'Value';
  const value = object[property];
  if (typeof value !== 'string') return undefined;
  const name = settingNames.map((each) => object[each]).find((each) => typeof each === 'string');
  return typeof name === 'string' ? { property, shown: redactValue(name, value) } : undefined;
}

const settingNames = ['name', 'key', 'Name', 'Key'];

/**
 * The value of an environment setting is shown unless its name may mean a secret or it looks like one: most help to
 * explain why a task failed, as does everything that is recognizably no secret.
 */
function redactValue(name: string, value: string): string {
  return mayHold(name, value) || looksSecret(value) ? hiddenText : redactText(value);
}

/** Whether a program's setting or option of this name is a secret. */
function mayHold(name: string, value: string): boolean {
  return judgeName(name) !== 'no' && !isPlainValue(value) && !isOtherMeaning(name, value);
}

interface Property {
  /** Without what may be a secret. */
  readonly shown: string;
  readonly isSecret: boolean;
  readonly mayBeSecret: boolean;
}

/** Objects of a list have the same properties: what they are is found out once. */
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

/** Arguments: what follows an option is hidden where the option says that it is a secret. */
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
 * A copy of JSON data without its secrets: whole values where the property says so (`password`, `accountKey`, …) or
 * where an environment setting's name or look does, parts of them where a text holds one. What is nested deeper than
 * anything of Batch is left out, and said to be.
 */
export function redactJson(value: unknown): unknown {
  return redactAny(value, 0);
}
