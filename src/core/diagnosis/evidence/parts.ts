import type { OtherWord } from '../../model/words.ts';

/** A `T` as a caller from outside has it: its words are texts in any case. */
export type Wire<T> = T extends OtherWord
  ? string | T
  : T extends readonly (infer Item)[]
    ? readonly Wire<Item>[]
    : T extends object
      ? { readonly [K in keyof T]: Wire<T[K]> }
      : T;

/** Evidence of which these parts are as a caller from outside has them: they are read before anything is told of them. */
export type Given<Evidence, Names extends keyof Evidence> = {
  readonly [Name in keyof Evidence]: Name extends Names ? Wire<Evidence[Name]> : Evidence[Name];
};

/** What is known, by name: nothing where a caller from outside passes what is no object. Never throws. */
export function toParts<Evidence extends object>(evidence: Evidence): Partial<Evidence> {
  return typeof evidence === 'object' && evidence !== null ? evidence : {};
}
