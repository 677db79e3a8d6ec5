import type { FailureCategory } from '../../explanation/category.ts';
import { findMeaning, type Meanings } from '../engine/words.ts';
import { meaningOfPair, type Unheard } from './pairs/pairs.ts';

/** Words that say what happened to something unknown; the special before the common. */
const bareMeanings: Meanings<FailureCategory> = [
  [/\bnot installed\b/i, 'missing-program'],
  [/\bwithout (?:a )?licen[cs]e\b|\bunlicensed\b/i, 'license'],
  [/\b(?:missing|absent) .{0,40}\bplug-?in\b/i, 'missing-module'],
  [/\b(?:decompress|uncompress|inflat|deserializ|unmarshal|decod)\w{1,8} (?:failed|error)/i, 'bad-input'],
  [
    /(?:cannot|can't|could not|couldn't|unable to|failed to|fail to|error) (?:(?:open|access|stat|locate)(?:ing)?\b|(?:read|load): +\S)/i,
    'missing-file',
  ],
  [/\b(?:does(?: not|n't) seem to exist|neither exists?|file missing|no (?:input )?files?)\b/i, 'missing-file'],
  [/\bMPI\b.{0,40}\babort/, 'mpi'],
  [/\bconflict\b|\bstill in use\b|\balready (?:in use|taken|running|there)\b/i, 'conflict'],
  [/\btimeout\b/i, 'timeout'],
  [/\b(?:interrupted|cancel+ed)\b/i, 'interrupted'],
];

/** What words mean that are known to speak of a failure, where no phrase fits; or undefined. */
export function looseCategory(words: string): FailureCategory | undefined {
  return meaningOfPair(words) ?? findMeaning(words, bareMeanings);
}

/** What code says mostly of its own checks, so that vague words about it say only that this code failed. */
const ofChecks: ReadonlySet<FailureCategory> = new Set(['bad-input', 'bad-arguments']);

/** What functions say of their arguments and of what they work on. */
const ofCalls: Unheard = ['unread', 'disallowed', 'item'];

/** The same for words that code chose, in the message of an exception or in the name of its type. */
export function looseCategoryInCode(words: string): FailureCategory | undefined {
  const category = meaningOfPair(words, ofCalls) ?? findMeaning(words, bareMeanings);
  return category === undefined || ofChecks.has(category) ? undefined : category;
}
