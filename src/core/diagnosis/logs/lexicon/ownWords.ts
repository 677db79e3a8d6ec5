import type { FailureCategory } from '../../explanation/category.ts';
import { findMentions } from './pairs/mention.ts';
import { names, type Thing, things } from './pairs/things.ts';

/** What programs work on, as they were given it. */
const inputs: ReadonlySet<Thing> = new Set(['data', 'file', 'item', 'code', 'option', 'setting']);

/** What solvers and models say of the case that they were given. */
const ofCase =
  /\b(?:(?:di|con)verge(?:s|d|nce)?|instabilit\w+|unstable|infeasible|singular|non-?positive|jacobian|iterations?|volume|particles?|overlap(?:s|ping|ped)?|overflow|transformation|requirement|literal|input|string|instruction|seed|bits|ranks|solver|model|font|heights?|offset|pixels?|references?|referenced|mass|fractions|genotypes?|annotation|workflow|definition|defined|declared|closed|NaN|\d{1,9} \w+, expected \d)\b/i;

/** Says that something is not as it should be. */
const amiss =
  /\b(?:not?|none|nothing|never|can(?:no|')?t|without|lacks?|missing|un\w{2,12}ed|un(?:known|able|stable)|in(?:valid|consistent|compatible|complete|correct|feasible)|im(?:proper|possible)|illegal|non-?\w{3,12}|bad|wrong|different|differs?|mismatch\w*|duplicated?|singular|degenerate|overlap\w*|damaged|does(?:n't)?|exceed\w*|exhausted|overflow|diverge[sd]|instability|NaN|too \w+|only \d+ of \d+|zero|must|should|expect\w*|requires?|needs?|but|outside|out of|found \d|lost|excluded|ends|more than once|identical|only|negative|violat\w+|gaps?|loop|cycl(?:e|ic)|below|above|claims?|wanted|converge|0 \w+|NOT)\b/i;

const notGiven = /\bno \S{1,60} (?:\w{1,12} ){0,2}(?:specified|provided|supplied|given)\b/i;

/** Characters of a line that are read for words. */
const readLength = 300;

/**
 * The kind of failure in the own words of a program that no rule knows: where they say that something that it was given
 * is not as it should be, a bad input; or bad arguments
 * where nothing was given. Undefined where they speak of nothing that it was given.
 */
export function guessFromOwnWords(text: string): FailureCategory | undefined {
  const words = text.slice(0, readLength);
  if (notGiven.test(words)) return 'bad-arguments';
  if (!amiss.test(words)) return undefined;
  const isOfInput =
    ofCase.test(words) || findMentions(words, [...names, ...things]).some(({ kind }) => inputs.has(kind));
  return isOfInput ? 'bad-input' : undefined;
}
