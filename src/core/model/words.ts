import { type Read, text } from './shape.ts';

declare const other: unique symbol;

/**
 * A word of a newer service. At run time it is the text as it came; its type is no text, so that the compiler refuses to
 * compare it with a misspelt word or to change its case.
 */
export interface OtherWord {
  readonly [other]: true;
}

/** A word of one of the service's enumerations: one that we know, in its case, or another. */
export type Word<Known extends string> = Known | OtherWord;

/** The words that we know of those that `W` may be. */
export type KnownOf<W> = Exclude<W, OtherWord>;

/**
 * Reads a word: one of `words` in any case as that one, others as they came. They are in the case in which the service
 * writes them, mostly the lower one, so that what it sends is no copy.
 */
export function wordOf<const Known extends string>(words: readonly Known[]): Read<Word<Known>> {
  const known: ReadonlySet<string> = new Set(words);
  const byLowerCase: ReadonlyMap<string, Known> = new Map(words.map((word) => [word.toLowerCase(), word]));
  return (value, found) => {
    const word = text(value, found);
    if (word === undefined || known.has(word)) return word as Known | undefined;
    return byLowerCase.get(word.toLowerCase()) ?? (word as unknown as OtherWord);
  };
}

/** The text of a word, as it came where it is none that we know; empty without a word. Not escaped. */
export function toText(word: Word<string> | undefined): string {
  return (word ?? '') as string;
}

/** Whether a word is one of `words`; a word that is not there, or not known, is none. */
export function isOneOf<W, const Some extends KnownOf<W>>(word: W | undefined, words: readonly Some[]): boolean {
  return (words as readonly unknown[]).includes(word);
}
