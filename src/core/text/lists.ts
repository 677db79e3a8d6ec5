import * as l10n from '@vscode/l10n';
import { inLanguage } from './locale.ts';

const and = inLanguage((locale) => new Intl.ListFormat(locale, { type: 'conjunction' }));
const or = inLanguage((locale) => new Intl.ListFormat(locale, { type: 'disjunction' }));

/** Returns `a, b, and c` in the language of user-facing text. */
export function listAll(items: readonly string[]): string {
  return and().format(items);
}

/** Returns `a, b, or c` in the language of user-facing text. */
export function listAny(items: readonly string[]): string {
  return or().format(items);
}

/** Returns `a, b, c` in the language of user-facing text, for places without room for a sentence. */
export function listPlain(items: readonly string[]): string {
  // The unit lists of Intl end with "and" in French and Dutch.
  return items.join(l10n.t({ message: ', ', comment: ['Separates the items of a list'] }));
}

const separator = ' · ';

/** Joins the parts that exist: `exit code 1 · node 3 · 09:14`. Undefined if there are none. */
export function joinParts(...parts: readonly (string | undefined | false)[]): string | undefined {
  const there = parts.filter((part) => typeof part === 'string' && part !== '');
  return there.length === 0 ? undefined : there.join(separator);
}

/** Splits the result of `joinParts`. */
export function splitParts(text: string): readonly string[] {
  return text.split(separator);
}
