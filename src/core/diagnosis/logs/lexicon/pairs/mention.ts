/** Kinds and the expressions (global) for their words. If expressions find overlapping words, the first one counts. */
export type Lexicon<Kind> = readonly (readonly [kind: Kind, words: RegExp])[];

/** A position at which a text mentions something. */
export interface Mention<Kind> {
  readonly kind: Kind;
  readonly start: number;
  readonly end: number;
}

/** Finds all mentions of a lexicon's entries in a text, in the order of the lexicon, outside the `taken` parts. */
export function findMentions<Kind>(
  text: string,
  lexicon: Lexicon<Kind>,
  taken: readonly Mention<unknown>[] = [],
): readonly Mention<Kind>[] {
  const found: Mention<Kind>[] = [];
  for (const [kind, words] of lexicon) {
    words.lastIndex = 0;
    for (let match = words.exec(text); match !== null; match = words.exec(text)) {
      const mention = { kind, start: match.index, end: words.lastIndex };
      if (mention.end === mention.start) words.lastIndex++;
      else if (!isTaken(mention, taken) && !isTaken(mention, found)) found.push(mention);
    }
  }
  return found;
}

function isTaken(mention: Mention<unknown>, taken: readonly Mention<unknown>[]): boolean {
  return taken.some((known) => overlap(known, mention));
}

/** Checks whether two mentions share a character. */
export function overlap(one: Mention<unknown>, other: Mention<unknown>): boolean {
  return one.start < other.end && other.start < one.end;
}
