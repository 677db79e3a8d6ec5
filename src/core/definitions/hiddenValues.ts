import { isObject } from '../model/shape.ts';
import { hiddenText } from '../text/hiddenText.ts';
import { redactText } from '../text/redact.ts';
import { redactJson } from '../text/redactJson.ts';
import { isSame, type JsonPath } from './definitionEdits.ts';

/** Values to send in place of the values that an editor shows, or the first place whose hidden value is unknown. */
export type Revealed =
  | { readonly value: unknown; readonly unknownAt?: never }
  | { readonly unknownAt: JsonPath; readonly value?: never };

/**
 * Restores the secrets in data that was edited without them: an unchanged string gets the secret of `original`; a
 * string edited around hidden parts gets the same secrets in the same order, unless its address has another host; and
 * strings that the user `entered` are looked up by their shown form. List items are matched by name or by content.
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

interface Own {
  readonly shown: unknown;
  readonly raw: unknown;
}

/**
 * Returns the original name of a shown property, since a name may contain a secret, too. Undefined if that is
 * ambiguous.
 */
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

/**
 * Returns a function that finds the original of an edited list item by its place, content, or name. It returns
 * undefined if several originals are alike.
 */
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

/** Fills the secrets of the original into the hidden parts of a string; undefined if they can't be determined. */
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

/** Returns the secrets between the shown parts; undefined if `raw` doesn't contain the parts in this order. */
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

/** Returns the shown form of a text that the user entered, and whether part of it is hidden. */
export function toShown(text: string): { readonly shown: string; readonly isSecret: boolean } {
  const shown = redactText(text);
  return { shown, isSecret: shown !== text };
}

/**
 * Checks whether a string is only an address. Hiding stops at the end of an address, so a signature after a quote or
 * space would be shown and saved to disk.
 */
export function isAddress(text: string): boolean {
  return /^https?:\/\/[^\s/"'<>`\\][^\s"'<>`\\]*$/i.test(text);
}
