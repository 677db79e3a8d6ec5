/** A kind and the expressions (global) for its words. Of expressions that find overlapping words the first counts. */
export type Lexicon<Kind> = readonly (readonly [kind: Kind, words: RegExp])[];

/** Where a text speaks of something. */
export interface Mention<Kind> {
  readonly kind: Kind;
  readonly start: number;
  readonly end: number;
}

/** All that a text mentions of a lexicon, in the order of the lexicon, outside of what is `taken` already. */
export function mentionsOf<Kind>(
  text: string,
  lexicon: Lexicon<Kind>,
  taken: readonly Mention<unknown>[] = [],
): readonly Mention<Kind>[] {
  const found: Mention<Kind>[] = [];
  for (const [kind, words] of lexicon)
    for (const match of text.matchAll(words)) {
      const mention = { kind, start: match.index, end: match.index + match[0].length };
      if (mention.end > mention.start && ![...taken, ...found].some((known) => overlap(known, mention)))
        found.push(mention);
    }
  return found;
}

/** Whether two mentions share a character. */
export function overlap(one: Mention<unknown>, other: Mention<unknown>): boolean {
  return one.start < other.end && other.start < one.end;
}
