import type { FailureCategory } from '../../category.ts';
import type { Finding, Frame, Reader } from '../finding.ts';
import { categoryOfMessage } from '../lexicon/lexicon.ts';
import { lineRules } from '../lineRule.ts';
import type { LogText } from '../text/logText.ts';
import { findMeaning, type Meanings } from '../words.ts';

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

/** MATLAB and GNU Octave. */
export const matlabReaders: readonly Reader[] = [
  {
    on: ['Error in ', 'Error using ', 'Unrecognized function or variable', 'Undefined function', 'Error: File: '],
    read: readMatlab,
  },
  { on: ['error: '], read: readOctave },
  { on: ['error: called from'], read: readAboveCall },
  ...lineRules([
    {
      like: ['License checkout failed', 'License Manager Error', 'Licensing error', 'MATLAB License'],
      category: 'license',
      match: /License checkout failed|License Manager Error|[Ll]icensing error/,
    },
    {
      like: 'Could not find version {} of the MATLAB Runtime',
      category: 'missing-module',
    },
    { like: 'Out of memory. Type', category: 'out-of-memory' },
    {
      like: ['MATLAB is exiting because of fatal error', 'Segmentation violation detected', 'Abnormal termination'],
      category: 'crash-signal',
    },
    { like: ['Fatal Internal Error'], category: 'crash-signal', weight: 'error' },
  ]),
];

/** `Error using load`, the message, then `Error in analyse (line 12)` from the innermost frame outwards. */
function readMatlab(log: LogText, line: number): Finding | undefined {
  const text = log.text(line).replace(/^\{\W?/, '');
  const parse = /^Error: File: (?<file>.+?) Line: (?<at>\d+) Column: \d/.exec(text)?.groups;
  if (parse?.['file'] !== undefined)
    return toFinding(log, line, [line], { file: parse['file'], line: Number(parse['at']) });
  if (/^Error using /.test(text)) return readReport(log, line, text);
  if (/^(?:Unrecognized function or variable|Undefined function)/.test(text))
    return toFinding(log, line, [], frameBelow(log, line));
  if (!/^Error in (?:==> )?\S+ (?:\(line |at )\d/.test(text)) return undefined;
  return readFromFrame(log, line);
}

function readReport(log: LogText, line: number, text: string): Finding {
  const frame = raisedBy(text) ?? frameBelow(log, line);
  const message = log.next(line);
  const cause = causedBy(log, message);
  return cause === undefined
    ? toFinding(log, message, [line], frame)
    : toFinding(log, cause.at, [line, message, log.previous(cause.at)], cause.frame ?? frame);
}

/** Functions of MATLAB itself that are written in its language, and so are named with a line. */
const ownFunctions =
  /^(?:fileread|readtable|readmatrix|csvread|dlmread|xlsread|imread|importdata|cell2mat|str2func|validate\w*|inputParser|parpool|parfor|ode\w*|fzero|fsolve|fmincon|interp\w*|webread|websave|urlread|datetime|strsplit|strjoin|system|movefile|copyfile|mex)$/;

/** `Error using run_case (line 5)`: the function that called `error`. */
function raisedBy(text: string): Frame | undefined {
  const found = /^Error using (?<file>[\w>]+) \(line (?<at>\d+)\)/.exec(text)?.groups;
  const name = found?.['file']?.split('>')[0];
  return name === undefined || ownFunctions.test(name) ? undefined : { file: name, line: Number(found?.['at']) };
}

/** A message without a header stands in the paragraph before the first frame. */
function readFromFrame(log: LogText, line: number): Finding | undefined {
  let at = log.previous(line);
  while (at !== -1 && log.text(at) === '') at = log.previous(at);
  if (at === -1 || /^\s|^Error in /.test(log.text(at))) return undefined;
  return toFinding(log, at, [line], frameBelow(log, at));
}

function frameBelow(log: LogText, line: number): Frame | undefined {
  for (let at = log.next(line), seen = 0; at !== -1 && seen < 40; at = log.next(at), seen++) {
    const text = log.text(at);
    const found = /^Error in (?:==> )?(?<file>[^\s(>]+)(?:>\S+)? (?:\(line |at )(?<at>\d+)/.exec(text)?.groups;
    if (found?.['file'] !== undefined && !/[\\/]toolbox[\\/]|\+internal|^matlab\./.test(found['file']))
      return { file: found['file'], line: Number(found['at']) };
  }
  return undefined;
}

/** Lines of a report in which a cause is looked for. */
const longestReport = 40;

/** `Caused by:`, then `    Error using solve (line 44)` and the message of what came first. */
function causedBy(log: LogText, line: number): { at: number; frame: Frame | undefined } | undefined {
  for (let at = log.next(line), seen = 0; at !== -1 && seen < longestReport; at = log.next(at), seen++) {
    if (!/^\s*Caused by:$/.test(log.text(at))) continue;
    const using = log.next(at);
    if (/^\s+Error using /.test(log.text(using)))
      return { at: log.next(using), frame: raisedBy(log.text(using).trim()) };
    return { at: using, frame: undefined };
  }
  return undefined;
}

function toFinding(log: LogText, line: number, covers: readonly number[], frame: Frame | undefined): Finding {
  const message = log.text(line);
  const category = findMeaning(message, said) ?? categoryOfMessage(message) ?? 'exception-in-user-code';
  return {
    line,
    category,
    narrow: category === 'exception-in-user-code' ? 'failed' : 'exact',
    weight: 'cause',
    frame,
    covers: [line, ...covers].sort((a, b) => a - b),
  };
}

/** Octave may explain for some lines what it misses before it says where it was called from. */
function calledFrom(log: LogText, line: number): number {
  let at = log.next(line);
  for (let seen = 0; seen < 8 && at !== -1 && !/^error: /.test(log.text(at)); seen++) at = log.next(at);
  return at;
}

/** `error: message`, then `error: called from`, then `    f at line 3 column 5` from the innermost frame outwards. */
function readOctave(log: LogText, line: number): Finding | undefined {
  if (!/^error: /.test(log.text(line)) || /^error: called from/.test(log.text(line))) return undefined;
  const called = calledFrom(log, line);
  const parse = /^error: parse error near line (?<at>\d+) of file (?<file>\S+)/.exec(log.text(line))?.groups;
  if (parse?.['file'] !== undefined)
    return toFinding(log, line, [], { file: parse['file'], line: Number(parse['at']) });
  if (!/^error: called from/.test(log.text(called))) return undefined;
  return toFinding(log, line, [called], calledAt(log, called));
}

/** The message stands above, but may be seen as such only now that its logger's words are known. */
function readAboveCall(log: LogText, line: number): Finding | undefined {
  let at = log.previous(line);
  for (let seen = 0; seen < 8 && at !== -1; at = log.previous(at), seen++)
    if (/^error: /.test(log.text(at))) return readOctave(log, at);
  return undefined;
}

/** Functions of Octave itself that call `error` for others. */
const octaveFunctions = /^(?:print_usage|pkg|load_packages|inputname|validatestring|error_\w+)$/;

function calledAt(log: LogText, called: number): Frame | undefined {
  for (let at = log.next(called); at !== -1; at = log.next(at)) {
    const { file, line } = /^\s+(?<file>\S+) at line (?<line>\d+) column/.exec(log.text(at))?.groups ?? {};
    if (file === undefined) return undefined;
    if (!octaveFunctions.test(file)) return { file, line: Number(line) };
  }
  return undefined;
}
