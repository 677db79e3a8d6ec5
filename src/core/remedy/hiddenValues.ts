import { isObject } from '../model/shape.ts';
import { hiddenText } from '../text/hiddenText.ts';
import { redactText } from '../text/redact.ts';
import { redactJson } from '../text/redactJson.ts';
import { isSame, type JsonPath } from './definitionEdits.ts';

/** What is sent for what an editor shows, or the first place of which it is not known what is hidden there. */
export type Revealed =
  | { readonly value: unknown; readonly unknownAt?: never }
  | { readonly unknownAt: JsonPath; readonly value?: never };

/**
 * Puts secrets back into data that were edited without them: where a text is as it was shown, the secret of `original`;
 * where one was edited around what is hidden, the same secrets in the same order, unless its address leads to another
 * host; and what the user has `entered`, by how it is shown. Items of lists are known by their names, or by what they are.
 */
export function revealHidden(shown: unknown, original: unknown, entered: ReadonlyMap<string, string>): Revealed {
  let unknownAt: JsonPath | undefined;
  const reveal = (value: unknown, own: Own | undefined, path: JsonPath): unknown => {
    if (typeof value === 'string') {
      if (!value.includes(hiddenText)) return value;
      const known = entered.get(value) ?? (own === undefined ? undefined : fillIn(value, own));
      if (known === undefined) unknownAt ??= path;
      return known ?? value;
    }
    if (Array.isArray(value)) {
      const align = toAligner(value, own);
      return value.map((item: unknown, index) => reveal(item, align(item, index), [...path, index]));
    }
    if (!isObject(value)) return value;
    const entries = Object.entries(value).map(([shownName, held]): [string, unknown] => {
      const name = findOwnName(shownName, own);
      if (name === undefined) unknownAt ??= path;
      return [name ?? shownName, reveal(held, own && findInner(own, shownName, name), [...path, shownName])];
    });
    return Object.fromEntries(entries);
  };
  const value = reveal(shown, { shown: redactJson(original), raw: original }, []);
  return unknownAt === undefined ? { value } : { unknownAt };
}

/** A part of the original, and how it was shown. */
interface Own {
  readonly shown: unknown;
  readonly raw: unknown;
}

/** What the property is called that is shown so: a name may hold a secret, too. Undefined where that can't be known. */
function findOwnName(shownName: string, own: Own | undefined): string | undefined {
  if (!shownName.includes(hiddenText)) return shownName;
  const names = isObject(own?.raw) ? Object.keys(own.raw).filter((name) => redactText(name) === shownName) : [];
  return names.length === 1 ? names[0] : undefined;
}

function findInner({ shown, raw }: Own, shownName: string, name: string | undefined): Own | undefined {
  if (name === undefined || !isObject(shown) || !isObject(raw)) return undefined;
  if (!Object.hasOwn(shown, shownName) || !Object.hasOwn(raw, name)) return undefined;
  return { shown: shown[shownName], raw: raw[name] };
}

/** Finds which item of the original an item of a list was. */
function toAligner(items: readonly unknown[], own: Own | undefined): (item: unknown, index: number) => Own | undefined {
  if (own === undefined || !Array.isArray(own.shown) || !Array.isArray(own.raw)) return () => undefined;
  const raws: readonly unknown[] = own.raw;
  const known = own.shown.map((shown: unknown, index): Own => ({ shown, raw: raws[index] }));
  return (item, index) => {
    const there = known[index];
    if (there !== undefined && isSame(there.shown, item)) return there;
    const alike = known.filter(({ shown }) => isSame(shown, item));
    const [first] = alike;
    if (first !== undefined) return alike.every(({ raw }) => isSame(raw, first.raw)) ? first : undefined;
    const name = findName(item);
    if (name !== undefined) {
      const [named, ...others] = known.filter(({ shown }) => findName(shown) === name);
      return others.length === 0 ? named : undefined;
    }
    return items.length === known.length ? there : undefined;
  };
}

function findName(item: unknown): string | undefined {
  const name = isObject(item) ? item['name'] : undefined;
  return typeof name === 'string' ? name : undefined;
}

/** A text with the secrets of the original in the places of what is hidden; undefined where they can't be known. */
function fillIn(text: string, { shown, raw }: Own): string | undefined {
  if (typeof shown !== 'string' || typeof raw !== 'string') return undefined;
  if (text === shown) return raw;
  if (findHost(text) !== findHost(shown)) return undefined;
  const secrets = listSecrets(raw, shown.split(hiddenText));
  const kept = text.split(hiddenText);
  if (secrets === undefined || secrets.length !== kept.length - 1) return undefined;
  return kept.map((part, index) => part + (secrets[index] ?? '')).join('');
}

function findHost(text: string): string | undefined {
  return /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)/i.exec(text)?.[1]?.toLowerCase();
}

/** The texts between the shown parts of a text; undefined where they are not in `raw` in this order. */
function listSecrets(raw: string, parts: readonly string[]): readonly string[] | undefined {
  const [first = '', ...rest] = parts;
  if (!raw.startsWith(first)) return undefined;
  const secrets: string[] = [];
  let from = first.length;
  for (const [index, part] of rest.entries()) {
    const isLast = index === rest.length - 1;
    const at = isLast ? raw.length - part.length : raw.indexOf(part, from);
    if (at < from || !raw.startsWith(part, at)) return undefined;
    secrets.push(raw.slice(from, at));
    from = at + part.length;
  }
  return secrets;
}

/** How a text that the user has entered is shown, and whether something of it is hidden then. */
export function toShown(text: string): { readonly shown: string; readonly isSecret: boolean } {
  const shown = redactText(text);
  return { shown, isSecret: shown !== text };
}

/**
 * Whether a text is an address and nothing but that. What is not part of one ends what is hidden of it, so behind a quote
 * or a space a signature would be shown, and kept on the disk.
 */
export function isAddress(text: string): boolean {
  return /^https?:\/\/[^\s/"'<>`\\][^\s"'<>`\\]*$/i.test(text);
}
