import { inLanguage } from './locale.ts';

/**
 * The forms of a text by what its language asks for, with `other` for those that are not given. `one` is no number: in
 * some languages it is also the form of 0 or of 21, so its text says the number. A text that fits exactly one thing
 * ("Delete this pool?") is `=1`, one for none at all is `=0`.
 */
export type PluralForms = Readonly<Partial<Record<Intl.LDMLPluralRule | '=0' | '=1', string>> & { other: string }>;

const rules = inLanguage((locale) => new Intl.PluralRules(locale));

/** The form of a text that goes with `count`. */
export function plural(count: number, forms: PluralForms): string {
  const exact = count === 0 ? forms['=0'] : count === 1 ? forms['=1'] : undefined;
  return exact ?? forms[rules().select(count)] ?? forms.other;
}
