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

function isSecretProperty(name: string, value: unknown): boolean {
  if (secretProperties.has(name.toLowerCase())) return true;
  return typeof value === 'string' && judgeName(name) === 'certain' && !isPlainValue(value);
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
  if (typeof value === 'string') return redactText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth === maxDepth) return tooDeep;
  if (Array.isArray(value)) return redactItems(value, depth + 1);
  const setting = isSetting(value) ? redactValue(value.name, value.value) : undefined;
  const entries = Object.entries(value).map(([name, held]): [string, unknown] => {
    if (setting !== undefined && name === 'value') return [name, setting];
    return [redactText(name), isSecretProperty(name, held) ? hiddenText : redactAny(held, depth + 1)];
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
