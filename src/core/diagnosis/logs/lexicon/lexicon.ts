import type { FailureCategory } from '../../explanation/category.ts';
import { findMeaning, type Meanings } from '../engine/words.ts';
import { categoryOfStatedExit, categoryOfWindowsError, codeMeanings } from './codes.ts';
import { categoryOfStatus } from './httpStatus.ts';
import { looseCategory, looseCategoryInCode } from './loose.ts';
import { withoutNames } from './names.ts';
import { phrasesInCode, phrasesInLines } from './phrases/phrases.ts';
import { categoryOfType, guessOfType, leavesItToMessage, typeIn } from './typeNames.ts';

const readLength = 600;

/** Matches complaints of parsers for any format about a text that begins with a byte order mark. */
export const byteOrderMark =
  /\uFEFF|\\ufeff|\\xef\\xbb\\xbf|\bUTF-?(?:8|16|32)(?:-sig)? (?:BOM|signature)\b|\bbyte[- ]order[- ]mark\b|\bBOM (?:at|detected|found|in)\b/i;

/** Matches a shell's message about a program that is there, unlike what starts it. */
export const noLoader = /\brequired file not found\b/;

/** Returns the category of a line that is known to report a failure, or undefined. */
export function categoryOfLine(line: string): FailureCategory | undefined {
  const words = toLexiconWords(line);
  return statedCategory(words, phrasesInLines) ?? looseCategory(withoutCommand(words));
}

/** Matches limits of a program's own time, of processes of a job, and of services on the node itself. */
const ownLimit =
  /TimeoutExpired|\btimeout: sending signal|\bKilled {2,}timeout |\btime[- ]?limit|\bwall ?(?:time|clock)|rendezvous|\bc10d|TCPStore|barrier|localhost|127\.0\.0\.1|\[::1\]|watchdog|heartbeat|\b(?:statement|query|lock)\b.{0,20}time/i;

const otherHost =
  /\bconnect|socket|\bread (?:operation )?timed? ?out|\bRead(?:ing)? ?Timeout|\bi\/o timeout|TIMEDOUT|\bUND_ERR_|\bcurl\b|\bwget\b|HTTP|\b(?:url|host|server|peer|endpoint|gateway|upstream)\b|\bServer\w{0,20}Timeout|\b(?:request|login|handshake|fetch|response)\b.{0,20}\btime(?:d|s)?[ -]?out|\bhandshake\b|deadline[ _]?exceeded|\bdownload|\bTimeoutError: timed out|\bErrno 110\b|\bWinError 10060\b|\w\.\w[\w.-]*:\d{2,5}\b/i;

/** Checks whether a line about a time limit is about an answer of another host, rather than the program's own time. */
export function isOfOtherHost(line: string): boolean {
  const words = withoutCommand(toLexiconWords(line));
  return otherHost.test(words) && !ownLimit.test(line);
}

/**
 * Returns the category of the message of an exception with an uninformative type; undefined if it only shows that this
 * code failed.
 */
export function categoryOfMessage(message: string): FailureCategory | undefined {
  const words = toLexiconWords(message);
  const stated = statedCategory(words, phrasesInCode);
  return stated === 'exception-in-user-code' ? undefined : (stated ?? looseCategoryInCode(withoutCommand(words)));
}

/** Returns the category implied by an exception's type (without its module) or message; undefined if there is none. */
export function categoryOfException(type: string, message: string): FailureCategory | undefined {
  const kind = categoryOfType(type);
  if (kind === 'bad-input' && byteOrderMark.test(message)) return 'encoding-lineendings';
  if (kind !== undefined && kind !== 'network') return kind;
  // Types of network exceptions show where the failure happened; usually only their messages show why.
  return (leavesItToMessage(type) ? categoryOfMessage(message) : undefined) ?? kind ?? guessOfType(type);
}

/** Returns the category implied by names of errors, an HTTP status, phrases, or the type of an exception. */
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

/** Matches the place of a message, such as `(rank:0 hostname:node-1 pid:4431)`, whose words are not about a failure. */
const tag = /[([](?:[A-Za-z_]{1,20}[:=][\w.-]{1,80}[ ,;]{0,2}){2,8}[)\]]/;

function toLexiconWords(text: string): string {
  return withoutNames(text.slice(0, readLength))
    .replace(tag, '')
    .replaceAll(/\bcan not\b/gi, 'cannot');
}

const quotedCommand = /\b[Cc]ommand:? (?:'\[.*?\]'|(?<quote>["'])[^'"\s]+ .*?(?:\k<quote>(?=[\s.,:;]|$)|$))/;

/** Removes a quoted command, whose parts are not at fault. */
function withoutCommand(words: string): string {
  return words.replace(quotedCommand, 'Command');
}
