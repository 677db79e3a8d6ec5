import type { FailureCategory } from '../../explanation/category.ts';
import { findMeaning } from '../engine/words.ts';
import { bareMeanings } from './bare.ts';
import { meaningOfPair, type Unheard } from './pairs/pairs.ts';

/** What words mean that are known to speak of a failure, where no phrase tells; or undefined. */
export function looseCategory(words: string): FailureCategory | undefined {
  return meaningOfPair(words) ?? findMeaning(words, bareMeanings);
}

/** What code says mostly of its own checks: loose words of it tell no more than that this code failed. */
const ofChecks: ReadonlySet<FailureCategory> = new Set(['bad-input', 'bad-arguments']);

/** What functions say of what they were called with and of what they work on. */
const ofCalls: Unheard = ['unread', 'disallowed', 'item'];

/** The same for words that code chose, in the message of an exception or in the name of its type. */
export function looseCategoryInCode(words: string): FailureCategory | undefined {
  const category = meaningOfPair(words, ofCalls) ?? findMeaning(words, bareMeanings);
  return category === undefined || ofChecks.has(category) ? undefined : category;
}
