/** What a text may say: something, or something and later something else. */
export type Words = RegExp | readonly [first: RegExp, later: RegExp];

/**
 * Whether a text says it. Two expressions instead of one with anything between them: what comes later is looked for
 * once, after the first place of the first, so the time stays linear.
 */
export function says(text: string, words: Words): boolean {
  if (words instanceof RegExp) return words.test(text);
  const [first, later] = words;
  const found = first.exec(text);
  return found !== null && later.test(text.slice(found.index + found[0].length));
}

/** Words and what they mean, the specific before the vague. */
export type Meanings<Meaning> = readonly (readonly [words: Words, meaning: Meaning])[];

/** What the first words mean that a text says, or undefined. */
export function findMeaning<Meaning>(text: string, meanings: Meanings<Meaning>): Meaning | undefined {
  return meanings.find(([words]) => says(text, words))?.[1];
}
