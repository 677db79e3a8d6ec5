import { inLanguage } from './locale.ts';

const and = inLanguage((locale) => new Intl.ListFormat(locale, { type: 'conjunction' }));
const or = inLanguage((locale) => new Intl.ListFormat(locale, { type: 'disjunction' }));
const plain = inLanguage((locale) => new Intl.ListFormat(locale, { type: 'unit' }));

/** `a, b, and c` in the language of the texts. */
export function listAll(items: readonly string[]): string {
  return and().format(items);
}

/** `a, b, or c` in the language of the texts. */
export function listAny(items: readonly string[]): string {
  return or().format(items);
}

/** `a, b, c` in the language of the texts, where there is no room for a sentence. */
export function listPlain(items: readonly string[]): string {
  return plain().format(items);
}
