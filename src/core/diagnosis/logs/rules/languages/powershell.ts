import * as l10n from '@vscode/l10n';
import type { FailureCategory } from '../../../explanation/category.ts';
import type { Finding, Frame, Rules } from '../../engine/finding.ts';
import { toOwnFrame } from '../../engine/stack.ts';
import type { LogText } from '../../engine/text/logText.ts';
import { findMeaning, type Meanings } from '../../engine/words.ts';
import { categoryOfMessage } from '../../lexicon/lexicon.ts';

const said: Meanings<FailureCategory> = [
  [/This command cannot be run due to the error: The system cannot find the file/, 'missing-program'],
  [[/Program '/, /failed to run: .*cannot find the file/], 'missing-program'],
  [/is not recognized as (?:the )?name of a cmdlet|is not recognized as a name of a cmdlet/, 'missing-program'],
  [/No match was found for the specified search criteria and module/, 'missing-module'],
  [[/The specified module '/, /was not loaded/], 'missing-module'],
  [/running scripts is disabled|is not digitally signed/, 'permission'],
  [/does not exist|ItemNotFound/, 'missing-file'],
  [/could not be resolved/, 'network-dns'],
  [/Server failed to authenticate the request|not authorized to perform this operation/, 'auth-storage'],
  [
    /A parameter cannot be found|Cannot bind argument|Cannot validate argument|missing mandatory parameters|Cannot process argument|positional parameter/,
    'bad-arguments',
  ],
  [/Unable to resolve package source/, 'network'],
  [/Conversion from JSON failed|Invalid object passed in|Central Directory|Cannot convert value/, 'bad-input'],
];

/** Categories of PowerShell's kinds of errors, for messages that are less specific. */
const kinds: Meanings<FailureCategory> = [
  [/CategoryInfo +: ObjectNotFound/, 'missing-file'],
  [/CategoryInfo +: (?:PermissionDenied|SecurityError)/, 'permission'],
  [/CategoryInfo +: ResourceUnavailable/, 'network'],
  [/CategoryInfo +: ResourceBusy/, 'lock-contention'],
  [/CategoryInfo +: (?:InvalidData|ParserError: .*ConvertFrom)/, 'bad-input'],
];

/** Rules for the error formats of Windows PowerShell and PowerShell 7. */
export const powershellRules = {
  'powershell-classic': { on: ['At line:', ' char:'], read: readClassic },
  'powershell-concise': { on: ['Line |'], read: readConcise },
  'powershell-placeless': { on: ['    + CategoryInfo '], read: readPlaceless },
  'powershell-missing-command': { like: "The term '{what}' is not recognized", category: 'missing-program' },
  'powershell-scripts-disabled': {
    like: ['running scripts is disabled', 'is not digitally signed'],
    category: 'permission',
    narrow: 'unmistakable',
    says: () => l10n.t("The node's execution policy doesn't allow PowerShell scripts"),
    fix: () => [l10n.t('Run the script with `powershell -ExecutionPolicy Bypass -File …`.')],
  },
  'powershell-missing-module': { like: "The specified module '{what}' was not loaded", category: 'missing-module' },
  'powershell-broken-archive': { like: 'End of Central Directory record could not be found', category: 'bad-input' },
} satisfies Rules;

/** Reads an error: its message, perhaps several lines, `At C:\s.ps1:3 char:1`, the source line, and categories. */
function readClassic(log: LogText, line: number): Finding | undefined {
  const place = /^At (?<file>.+):(?<at>\d+) char:\d{1,5}$/.exec(log.text(line));
  if (place === null) return undefined;
  const below = messageBelow(log, line);
  const first = below === -1 ? (thrownAbove(log, line) ?? messageStart(log, line)) : below;
  const covers = linesOf(
    log,
    below === -1 ? first : line,
    line + 8,
    /^(?:\+ | {4}\+ |At )|^\s*$/,
    Math.max(line, below),
  );
  // `At line:1` is a command that was typed or passed with -Command.
  const frame = place.groups?.['file'] === 'line' ? undefined : toOwnFrame(place);
  if (below !== -1) return toParseError(below, frame, covers);
  return toPowershellFinding(first, covers.map((at) => log.text(at)).join(' '), frame, covers);
}

/** Reads an error without a place, which happened before the script began, for example in its arguments. */
function readPlaceless(log: LogText, line: number): Finding | undefined {
  for (let at = log.previous(line), seen = 0; at !== -1 && seen < 8; at = log.previous(at), seen++)
    if (/ char:\d{1,5}$/.test(log.text(at))) return undefined;
  const first = messageStart(log, line);
  const covers = linesOf(log, first, line + 2, /^ {4}\+ /, line);
  return toPowershellFinding(first, covers.map((at) => log.text(at)).join(' '), undefined, covers);
}

/** Matches the line after the message of a script that does not parse: its category, or the place of the next error. */
const endsParseError = /^(?: {4}\+ CategoryInfo +: ParserError|At .+ char:\d{1,5}$)/;

/** Returns the line with a parse error's message, below its place and source; -1 if the message is above. */
function messageBelow(log: LogText, place: number): number {
  const line = findBeyondSource(log, log.next(place), 'next');
  return /^\w/.test(log.text(line)) && endsParseError.test(log.text(log.next(line))) ? line : -1;
}

/** Finds the line with the message passed to `throw`, which is repeated among the categories. */
function thrownAbove(log: LogText, place: number): number | undefined {
  let words = '';
  for (let at = log.next(place), seen = 0; at !== -1 && seen < 8; at = log.next(at), seen++)
    words ||= /^ {4}\+ FullyQualifiedErrorId : (.*)/.exec(log.text(at))?.[1]?.trim() ?? '';
  if (!words.includes(' ')) return undefined;
  for (let at = log.previous(place), seen = 0; at !== -1 && seen < 6; at = log.previous(at), seen++)
    if (words.startsWith(log.text(at).trim()) && log.text(at).trim() !== '') return at;
  return undefined;
}

const longestSource = 40;

function findBeyondSource(log: LogText, from: number, step: 'next' | 'previous'): number {
  let line = from;
  for (let seen = 0; seen < longestSource && /^\+ /.test(log.text(line)); seen++) line = log[step](line);
  return line;
}

function messageStart(log: LogText, line: number): number {
  let first = findBeyondSource(log, log.previous(line), 'previous');
  for (let seen = 0; seen < 6; seen++) {
    const before = log.previous(first);
    if (before === -1 || log.text(before) === '' || /^(?:\s{4}\+|\+ |At )/.test(log.text(before))) break;
    if (/^[\w.:\\-]+ : /.test(log.text(first))) break;
    first = before;
  }
  return first === -1 ? line : first;
}

function linesOf(log: LogText, first: number, last: number, belongs: RegExp, place: number): number[] {
  const lines: number[] = [];
  for (let at = first; at <= last && at < log.lineCount; at++) {
    if (at > place && !belongs.test(log.text(at))) break;
    lines.push(at);
  }
  return lines;
}

/** Reads a PowerShell 7 error: `Get-Item: C:\s.ps1:3`, `Line |`, the source, a line of tildes, and the message. */
function readConcise(log: LogText, line: number): Finding | undefined {
  const head = log.previous(line);
  const place = /^(?:\S+: )?(?<file>.+?):(?<at>\d+)(?::\d+)?$/.exec(log.text(head));
  const covers = [head, line];
  let message = -1;
  // Reads all lines, because the number before the source looks like that of a rank.
  for (let at = line + 1, seen = 0; at < log.lineCount && seen < 12; at++, seen++) {
    const text = log.text(at);
    if (seen > 0 && !/^\s*(?:\d{1,6}\s+)?\|/.test(text)) break;
    covers.push(at);
    if (message === -1 && /^\s+\|\s+[^\s~|]/.test(text)) message = at;
  }
  if (message === -1) return undefined;
  const words = covers
    .filter((at) => at >= message)
    .map((at) => log.text(at).replace(/^\s*\|\s*/, ''))
    .join(' ');
  return toPowershellFinding(message, words, toOwnFrame(place), covers);
}

/** Returns a finding that blames the script, even if the parser's message would otherwise mean something else. */
function toParseError(line: number, frame: Frame | undefined, covers: readonly number[]): Finding {
  return { line, category: 'exception-in-user-code', narrow: 'failed', weight: 'cause', frame, covers };
}

/** Matches the line with which Azure Resource Manager announces that separate errors follow. */
const wrapped = /See inner errors for details|At least one resource deployment operation failed/;

function toPowershellFinding(
  line: number,
  words: string,
  frame: Frame | undefined,
  covers: readonly number[],
): Finding {
  const category =
    findMeaning(words, said) ?? categoryOfMessage(words) ?? findMeaning(words, kinds) ?? 'exception-in-user-code';
  return {
    line,
    category,
    narrow: category === 'exception-in-user-code' ? 'failed' : 'exact',
    weight: wrapped.test(words) ? 'error' : 'cause',
    subject: /'([^']+)'/.exec(words)?.[1],
    frame,
    covers,
  };
}
