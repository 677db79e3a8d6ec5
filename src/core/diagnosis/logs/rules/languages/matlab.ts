import type { FailureCategory } from '../../../explanation/category.ts';
import type { Finding, Frame, Rules } from '../../engine/finding.ts';
import type { LogText } from '../../engine/text/logText.ts';
import { findMeaning, type Meanings } from '../../engine/words.ts';
import { categoryOfMessage } from '../../lexicon/lexicon.ts';
import { frameBelow, isFrame, readMatlabReport } from './matlabReport.ts';

const said: Meanings<FailureCategory> = [
  [/[Ll]icense/, 'license'],
  [
    /Unable to (?:find|read) (?:file|or open)|Cannot find an exact|error sourcing file|(?:cannot|could not|can't) open /,
    'missing-file',
  ],
  [/Unable to write/, 'permission'],
  [/array exceeds/, 'out-of-memory'],
  [/is not installed|Unable to resolve the name/, 'missing-module'],
  [/not a binary MAT-file|Invalid MAT-file|parse error reading|unable to determine file format|JSON/, 'bad-input'],
];

/** Rules for MATLAB and GNU Octave. */
export const matlabRules = {
  'matlab-error': {
    on: [
      'Error in ',
      'Error using ',
      ' (line ',
      'Unrecognized function or variable',
      'Undefined function',
      'Error: File: ',
    ],
    read: readMatlab,
  },
  'octave-error': { on: ['error: '], read: readOctave },
  'matlab-missing-runtime': { like: 'Could not find version {} of the MATLAB Runtime', category: 'missing-module' },
  'matlab-out-of-memory': { like: 'Out of memory. Type', category: 'out-of-memory' },
  'matlab-crashed': {
    like: ['MATLAB is exiting because of fatal error', 'Segmentation violation detected', 'Abnormal termination'],
    category: 'crash-signal',
  },
  'matlab-internal-error': { like: ['Fatal Internal Error'], category: 'crash-signal', weight: 'error' },
} satisfies Rules;

/** Reads `Error using load`, followed by the message and `Error in analyse (line 12)`, innermost frame first. */
function readMatlab(log: LogText, line: number): Finding | undefined {
  const text = log.text(line).replace(/^\{\W?/, '');
  const parse = /^Error: File: (?<file>.+?) Line: (?<at>\d+) Column: \d/.exec(text)?.groups;
  if (parse?.['file'] !== undefined)
    return toMatlabFinding(log, line, [line], { file: parse['file'], line: Number(parse['at']) });
  if (/^Error using /.test(text)) return readReport(log, line);
  if (/^(?:Unrecognized function or variable|Undefined function)/.test(text))
    return toMatlabFinding(log, line, [], frameBelow(log, line));
  return isFrame(text) ? readFromFrame(log, line) : undefined;
}

/** Maximum number of empty lines between a message and its first frame. */
const farthestAbove = 16;

/** Reads a message without a header, which is in the paragraph before the first frame. */
function readFromFrame(log: LogText, line: number): Finding | undefined {
  let at = log.previous(line);
  for (let seen = 0; at !== -1 && seen < farthestAbove && log.text(at) === ''; seen++) at = log.previous(at);
  if (at === -1 || /^\s/.test(log.text(at)) || isFrame(log.text(at))) return undefined;
  return toMatlabFinding(log, at, [line], frameBelow(log, at));
}

/** Reads the innermost cause whose message implies a category, or else the first cause, or else the report itself. */
function readReport(log: LogText, line: number): Finding {
  const { messages, lines } = readMatlabReport(log, line);
  const [own, ...causes] = messages;
  const root = causes.findLast(({ words }) => matlabCategoryOf(words) !== undefined) ?? causes[0] ?? own;
  return toMatlabFinding(log, root.line, lines, root.frame ?? own.frame ?? frameBelow(log, line), root.words);
}

function matlabCategoryOf(message: string): FailureCategory | undefined {
  return findMeaning(message, said) ?? categoryOfMessage(message);
}

function toMatlabFinding(
  log: LogText,
  line: number,
  covers: readonly number[],
  frame: Frame | undefined,
  message = log.text(line),
): Finding {
  const category = matlabCategoryOf(message) ?? 'exception-in-user-code';
  return {
    line,
    category,
    narrow: category === 'exception-in-user-code' ? 'failed' : 'exact',
    weight: 'cause',
    frame,
    covers: [...new Set([line, ...covers])].sort((a, b) => a - b),
  };
}

/** Returns the line that may give the place of the call; Octave may describe something missing in several lines. */
function calledFrom(log: LogText, line: number): number {
  let at = log.next(line);
  for (let seen = 0; seen < 8 && at !== -1 && !/^error: /.test(log.text(at)); seen++) at = log.next(at);
  return at;
}

/** Reads `error: message`, followed by `error: called from` and `    f at line 3 column 5`, innermost frame first. */
function readOctave(log: LogText, line: number): Finding | undefined {
  if (!/^error: /.test(log.text(line)) || /^error: called from/.test(log.text(line))) return undefined;
  const called = calledFrom(log, line);
  const parse = /^error: parse error near line (?<at>\d+) of file (?<file>\S+)/.exec(log.text(line))?.groups;
  if (parse?.['file'] !== undefined)
    return toMatlabFinding(log, line, [], { file: parse['file'], line: Number(parse['at']) });
  if (!/^error: called from/.test(log.text(called))) return undefined;
  return toMatlabFinding(log, line, [called], calledAt(log, called));
}

/** Matches Octave's own functions that call `error` on behalf of others. */
const octaveFunctions =
  /^(?:print_usage|pkg|load_packages|inputname|validatestring|error_\w+|(?:fminsearch|fminunc|fminbnd|fzero|fsolve|quad\w*|integral\d?|ode\d\w+|cellfun|arrayfun|feval)(?:>\w+)?)$/;

const mostCallers = 40;

function calledAt(log: LogText, called: number): Frame | undefined {
  for (let at = log.next(called), seen = 0; at !== -1 && seen < mostCallers; at = log.next(at), seen++) {
    const { file, line } = /^\s+(?<file>\S+) at line (?<line>\d+) column/.exec(log.text(at))?.groups ?? {};
    if (file === undefined) return undefined;
    if (!octaveFunctions.test(file)) return { file, line: Number(line) };
  }
  return undefined;
}
