/** An expression to find in a text, or two expressions of which the second must come later. */
export type Words = RegExp | readonly [first: RegExp, later: RegExp];

/**
 * Checks whether a text matches. Two expressions take the place of one with `.*` in between: the second is searched for
 * only once, after the first match of the first, so the time stays linear.
 */
export function says(text: string, words: Words): boolean {
  if (words instanceof RegExp) return words.test(text);
  const [first, later] = words;
  const found = first.exec(text);
  return found !== null && later.test(text.slice(found.index + found[0].length));
}

/** Words and their meanings, specific before vague. */
export type Meanings<Meaning> = readonly (readonly [words: Words, meaning: Meaning])[];

/** Returns the meaning of the first words that a text contains, or undefined. */
export function findMeaning<Meaning>(text: string, meanings: Meanings<Meaning>): Meaning | undefined {
  return meanings.find(([words]) => says(text, words))?.[1];
}
