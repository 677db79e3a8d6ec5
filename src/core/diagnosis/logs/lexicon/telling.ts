import type { FailureCategory } from '../../category.ts';
import { findMeaning } from '../words.ts';
import { bareMeanings } from './bare.ts';
import { meaningOfPair } from './pairs.ts';
import { phraseMeanings } from './phrases.ts';

/** What code says mostly of its own checks: it is told by phrases and not by loose words. */
const ofChecks: ReadonlySet<FailureCategory> = new Set(['bad-input', 'bad-arguments']);

/**
 * The kind of failure that words tell which need not speak of one, as they stand in the message of an exception or in
 * the name of its type. Undefined where they say no more than that this code failed.
 */
export function tellingCategory(words: string): FailureCategory | undefined {
  const told = findMeaning(words, phraseMeanings);
  if (told !== undefined) return told === 'exception-in-user-code' ? undefined : told;
  const guess = meaningOfPair(words, 'unread') ?? findMeaning(words, bareMeanings);
  return guess === undefined || ofChecks.has(guess) ? undefined : guess;
}
