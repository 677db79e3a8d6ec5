import type { FailureCategory } from '../../explanation/category.ts';
import { findMeaning, type Meanings } from '../engine/words.ts';
import { categoryOfStatedExit, categoryOfWindowsError, codeMeanings } from './codes.ts';
import { categoryOfStatus } from './httpStatus.ts';
import { looseCategory, looseCategoryInCode } from './loose.ts';
import { withoutNames } from './names.ts';
import { phrasesInCode, phrasesInLines } from './phrases/phrases.ts';
import { categoryOfType, guessOfType, leavesItToMessage, typeIn } from './typeNames.ts';

/** Characters of a text that are read for words. */
const readLength = 600;

/** Complaints of parsers of any format about a text that begins with a byte order mark. */
export const byteOrderMark =
  /\uFEFF|\\ufeff|\\xef\\xbb\\xbf|\bUTF-?(?:8|16|32)(?:-sig)? (?:BOM|signature)\b|\bbyte[- ]order[- ]mark\b|\bBOM (?:at|detected|found|in)\b/i;

/** Returns the category of a line that is known to report a failure, or undefined. */
export function categoryOfLine(line: string): FailureCategory | undefined {
  const words = toWords(line);
  return statedCategory(words, phrasesInLines) ?? looseCategory(withoutCommand(words));
}

/**
 * Returns the category of the message of an exception with an uninformative type. Undefined when it says no more than
 * that this code failed.
 */
export function categoryOfMessage(message: string): FailureCategory | undefined {
  const words = toWords(message);
  const stated = statedCategory(words, phrasesInCode);
  return stated === 'exception-in-user-code' ? undefined : (stated ?? looseCategoryInCode(withoutCommand(words)));
}

/** Returns the category of an exception by its type, named without its module, or by its message; or undefined. */
export function categoryOfException(type: string, message: string): FailureCategory | undefined {
  const kind = categoryOfType(type);
  if (kind === 'bad-input' && byteOrderMark.test(message)) return 'encoding-lineendings';
  if (kind !== undefined && kind !== 'network') return kind;
  // Types of networks say where it failed, their messages mostly why.
  return (leavesItToMessage(type) ? categoryOfMessage(message) : undefined) ?? kind ?? guessOfType(type);
}

/** Returns the category by names of errors, an HTTP status, phrases, or the type of an exception. */
function statedCategory(words: string, phrases: Meanings<FailureCategory>): FailureCategory | undefined {
  const known =
    findMeaning(words, codeMeanings) ??
    categoryOfWindowsError(words) ??
    categoryOfStatedExit(words) ??
    categoryOfStatus(words);
  if (known !== undefined) return known;
  const type = typeIn(words);
  return type?.ownFault === true
    ? 'exception-in-user-code'
    : (findMeaning(withoutCommand(words), phrases) ?? type?.category);
}

function toWords(text: string): string {
  return withoutNames(text.slice(0, readLength)).replaceAll(/\bcan not\b/gi, 'cannot');
}

/** A command of several words, as it or as a list. */
const quotedCommand = /\b[Cc]ommand:? (?:'\[.*?\]'|(?<quote>["'])[^'"\s]+ .*?(?:\k<quote>(?=[\s.,:;]|$)|$))/;

/** Returns the words without a quoted command, whose parts are not at fault. */
function withoutCommand(words: string): string {
  return words.replace(quotedCommand, 'Command');
}
