import type { FailureCategory } from '../category.ts';
import { categoryOfStatus } from './http.ts';
import { toldMeanings } from './toldMeanings.ts';
import { bareMeanings } from './wording/bare.ts';
import { codeMeanings } from './wording/codes.ts';
import { priorOf } from './wording/exceptionPrior.ts';
import { meaningOfPair } from './wording/pairs.ts';
import { phraseMeanings } from './wording/phrases.ts';
import { findMeaning } from './words.ts';

/** Kinds whose words are seldom used for anything else, so that they count in the message of any exception. */
const distinct: ReadonlySet<FailureCategory> = new Set([
  'gpu',
  'license',
  'out-of-memory',
  'disk-full',
  'sas-expired',
  'throttled',
  'network-dns',
  'network',
  'lock-contention',
  'timeout',
]);

/** Characters of a line that are read for words. */
const readLength = 600;

/** What the message of an exception of no telling type says, if it is distinct. */
export function guessFromMessage(message: string): FailureCategory | undefined {
  const text = message.slice(0, readLength);
  const known = findMeaning(text, toldMeanings) ?? categoryOfStatus(text);
  if (known !== undefined) return known;
  const category = guessCategory(message);
  return category !== undefined && distinct.has(category) ? category : undefined;
}

/** The kind of failure that an error line speaks of, or undefined. */
export function guessCategory(text: string): FailureCategory | undefined {
  const words = text.slice(0, readLength).replaceAll(/\bcan not\b/gi, 'cannot');
  const code = findMeaning(words, codeMeanings);
  if (code !== undefined) return code;
  const prior = priorOf(words);
  if (prior?.ownFault === true) return prior.category;
  return (
    findMeaning(words, phraseMeanings) ?? prior?.category ?? meaningOfPair(words) ?? findMeaning(words, bareMeanings)
  );
}
