import type { FailureCategory } from '../../../explanation/category.ts';
import { isOwnFile } from '../../code/ownCode.ts';
import type { Finding, Frame, Rules } from '../../engine/finding.ts';
import type { LogText } from '../../engine/text/logText.ts';
import { findMeaning, type Meanings } from '../../engine/words.ts';
import { categoryOfMessage } from '../../lexicon/lexicon.ts';

const said: Meanings<FailureCategory> = [
  [/already allocated/, 'exception-in-user-code'],
  [/No such file|does not exist|file not found/i, 'missing-file'],
  [
    /End of (?:file|record)|end-of-file|Bad (?:integer|real|logical|value|repeat)|namelist|input conversion|Expected|format|list-directed|Read past|EOF marker|Non-existing record|requires too much data|corrupted/i,
    'bad-input',
  ],
];

/** Rules for run-time errors in programs compiled with GNU or Intel Fortran. */
export const fortranRules = {
  'fortran-runtime-error': { on: ['Fortran runtime error', 'forrtl: ', 'Error allocating '], read: readRuntimeError },
  'fortran-error-stop': { on: ['ERROR STOP'], read: readErrorStop },
  'fortran-signal': { on: ['Program received signal SIG'], read: readSignal },
  'fortran-backtrace': { like: 'Error termination. Backtrace', category: 'other', weight: 'echo', narrow: 'other' },
  // BLAS and LAPACK report an incorrect call.
  'lapack-bad-parameter': {
    like: ['On entry to {what} parameter number', 'Parameter {} was incorrect on entry to {what}'],
    category: 'exception-in-user-code',
    weight: 'error',
    narrow: 'failed',
  },
} satisfies Rules;

function readRuntimeError(log: LogText, line: number): Finding | undefined {
  const text = log.text(line);
  const above = log.previous(line);
  if (!/severe|error/i.test(text) && /^forrtl: severe/.test(log.text(log.next(line)))) return undefined;
  // This is the last line of a process that was stopped.
  if (/process killed \(SIGTERM\)/.test(text))
    return { line, category: 'interrupted', weight: 'echo', narrow: 'exact' };
  // The program aborted itself for a reason that it had given before.
  const abort = /^(?:\S+: )?forrtl: error \(76\): Abort/.test(text);
  const crash =
    /forrtl: severe \(17[0-9]\)|forrtl: error \((?:65|7[1-4])\): floating|forrtl: error \(7[0-9]\): process|SIGSEGV|segmentation fault/.test(
      text,
    );
  const found = findMeaning(text, said) ?? categoryOfMessage(text);
  const category = crash || abort ? 'crash-signal' : (found ?? 'exception-in-user-code');
  return {
    line,
    category,
    weight: abort ? 'echo' : 'cause',
    narrow: category === 'exception-in-user-code' ? 'failed' : 'exact',
    subject: /'([^']+)'/.exec(text)?.[1] ?? /, file ([^,]{1,260})/.exec(text)?.[1],
    frame: placeAbove(log, line) ?? placeBelow(log, line),
    covers: /^forrtl: /.test(log.text(above)) ? [above, line] : [line],
  };
}

function readErrorStop(log: LogText, line: number): Finding | undefined {
  if (!/^ERROR STOP/.test(log.text(line))) return undefined;
  // An `ERROR STOP` without a message follows from an earlier failure.
  if (log.text(line).trim() === 'ERROR STOP') return { line, category: 'other', weight: 'echo', narrow: 'other' };
  return { line, category: 'exception-in-user-code', weight: 'cause', narrow: 'failed', frame: placeBelow(log, line) };
}

function readSignal(log: LogText, line: number): Finding {
  return { line, category: 'crash-signal', weight: 'cause', narrow: 'exact', frame: placeBelow(log, line) };
}

/** Returns the place from the message itself or from the line above: `At line 4 of file prog.f90 (unit = 10)`. */
function placeAbove(log: LogText, line: number): Frame | undefined {
  const own =
    /^In file '(?<file>[^']+)', around line (?<at>\d+):/.exec(log.text(line)) ??
    /^fatal Fortran runtime error\((?<file>[^():]+):(?<at>\d+)\): /.exec(log.text(line));
  const found = own ?? /^At line (?<at>\d+) of file (?<file>\S+)/.exec(log.text(log.previous(line)));
  return toFortranFrame(found?.groups);
}

/** Matches source files of models that only report errors on behalf of their callers. */
const reporter = /(?:error_handler|abort\w{0,20}|mpp_util\w{0,20}|pio_support)\.\w{1,4}$/i;

/** Returns the place in a backtrace: in separate lines (GNU Fortran) or in the last two columns (Intel Fortran). */
function placeBelow(log: LogText, line: number): Frame | undefined {
  for (let at = log.next(line), seen = 0; at !== -1 && seen < 60; at = log.next(at), seen++) {
    const text = log.text(at);
    const found =
      /^\s+at (?<file>[^\s:]+):(?<at>\d+)$/.exec(text) ?? /^\S+ +[\dA-F]+ +\S+ +(?<at>\d+) +(?<file>\S+)$/.exec(text);
    const frame = toFortranFrame(found?.groups);
    if (frame !== undefined && isOwnFile(frame.file) && !reporter.test(frame.file)) return frame;
  }
  return undefined;
}

function toFortranFrame(groups: Record<string, string | undefined> | undefined): Frame | undefined {
  const { file, at } = groups ?? {};
  return file === undefined || at === undefined ? undefined : { file, line: Number(at) };
}
