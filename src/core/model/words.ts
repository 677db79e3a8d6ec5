import { type Read, text } from './shape.ts';

declare const other: unique symbol;

/**
 * A word that only newer services have. At run time it is the unchanged string; its type isn't a string, so the
 * compiler rejects comparing it with a misspelled word or changing its case.
 */
export interface OtherWord {
  readonly [other]: true;
}

/** A word of a service enumeration: either a word that this version knows, in its own case, or another word. */
export type Word<Known extends string> = Known | OtherWord;

/** The known words of `W`. */
export type KnownOf<W> = Exclude<W, OtherWord>;

/**
 * Reads a word: one of `words` regardless of case, or another word unchanged. `words` have the service's case, usually
 * lowercase, so the usual values need no copy.
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

/** Returns the text of a word, unchanged if it is unknown; empty without a word. Not escaped. */
export function toText(word: Word<string> | undefined): string {
  return (word ?? '') as string;
}

/** Checks whether a word is one of `words`; false for missing and unknown words. */
export function isOneOf<W, const Some extends KnownOf<W>>(word: W | undefined, words: readonly Some[]): boolean {
  return (words as readonly unknown[]).includes(word);
}

/** Effects of a task's end on its job, the worst last. */
export const jobActions = ['none', 'disable', 'terminate'] as const;
export type JobAction = (typeof jobActions)[number];
