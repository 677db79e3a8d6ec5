import { hiddenText } from './hiddenText.ts';
import { redactText } from './redact.ts';
import { isPlainValue, judgeName, looksSecret } from './secretNames.ts';

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
/** Stands in the place of what is nested deeper: written out, it would exhaust the stack. */
const tooDeep = '[nested too deeply]';

/**
 * Times, states and short ids, of which objects have many: nothing in them can be a secret. The shortest token that is
 * known by its form has fifteen characters.
 */
const harmless = /^(?:\d{4}-\d\d-\d\dT[\d:.]{8,18}Z|[a-z]{1,20}|[\w.-]{1,14})$/;

function isSetting(value: object): value is { readonly name: string; readonly value: string } {
  return 'name' in value && typeof value.name === 'string' && 'value' in value && typeof value.value === 'string';
}

/**
 * The value of an environment setting is shown unless its name may mean a secret or it looks like one: most tell why a
 * task failed, and everything that can be told from a secret is.
 */
function redactValue(name: string, value: string): string {
  const isSecret = (judgeName(name) !== 'no' && !isPlainValue(value)) || looksSecret(value);
  return isSecret ? hiddenText : redactText(value);
}

/** What is known of the name of a property. */
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
    if (isValue && judgeName(before) !== 'no' && !isPlainValue(item)) return hiddenText;
    return redactAny(item, depth);
  });
}

function redactAny(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return harmless.test(value) ? value : redactText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth === maxDepth) return tooDeep;
  if (Array.isArray(value)) return redactItems(value, depth + 1);
  const setting = isSetting(value) ? redactValue(value.name, value.value) : undefined;
  const entries = Object.entries(value).map(([name, held]): [string, unknown] => {
    if (setting !== undefined && name === 'value') return [name, setting];
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
