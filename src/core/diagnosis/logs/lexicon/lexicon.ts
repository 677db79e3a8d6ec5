import type { FailureCategory } from '../../category.ts';
import { categoryOfStatus } from '../http.ts';
import { findMeaning } from '../words.ts';
import { bareMeanings } from './bare.ts';
import { codeMeanings } from './codes.ts';
import { meaningOfPair } from './pairs.ts';
import { phraseMeanings } from './phrases.ts';
import { tellingCategory } from './telling.ts';
import { typeIn } from './typeInLine.ts';
import { categoryOfType, guessOfType, leavesItToMessage } from './typeNames.ts';

/** Characters of a text that are read for words. */
const readLength = 600;

/**
 * The kind of failure that the message of an exception speaks of, where its type tells none. Undefined where it says
 * no more than that this code failed.
 */
export function categoryOfMessage(message: string): FailureCategory | undefined {
  const words = toWords(message);
  return findMeaning(words, codeMeanings) ?? categoryOfStatus(words) ?? tellingCategory(words);
}

/** The kind of failure that a line speaks of which is known to tell of one, or undefined. */
export function categoryOfLine(line: string): FailureCategory | undefined {
  const words = toWords(line);
  const code = findMeaning(words, codeMeanings);
  if (code !== undefined) return code;
  const type = typeIn(words);
  if (type?.ownFault === true) return type.category;
  return (
    findMeaning(words, phraseMeanings) ?? type?.category ?? meaningOfPair(words) ?? findMeaning(words, bareMeanings)
  );
}

/** The kind of failure that an exception tells by its type, named without its module, or by its message; or undefined. */
export function categoryOfException(type: string, message: string): FailureCategory | undefined {
  return (
    categoryOfType(type) ?? (leavesItToMessage(type) ? categoryOfMessage(message) : undefined) ?? guessOfType(type)
  );
}

function toWords(text: string): string {
  return text.slice(0, readLength).replaceAll(/\bcan not\b/gi, 'cannot');
}
