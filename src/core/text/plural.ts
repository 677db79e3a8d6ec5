import { inLanguage } from './locale.ts';

/**
 * Forms of a message by plural category; `other` replaces missing forms. `one` doesn't mean 1: in some languages it
 * also covers 0 or 21, so its text contains the number. `=1` is the message for exactly one item ("Delete this pool?"),
 * and `=0` the one for no items.
 */
export type PluralForms = Readonly<Partial<Record<Intl.LDMLPluralRule | '=0' | '=1', string>> & { other: string }>;

const rules = inLanguage((locale) => new Intl.PluralRules(locale));

/** Returns the form of a message for `count`. */
export function plural(count: number, forms: PluralForms): string {
  const exact = count === 0 ? forms['=0'] : count === 1 ? forms['=1'] : undefined;
  return exact ?? forms[rules().select(count)] ?? forms.other;
}
