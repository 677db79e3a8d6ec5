import type { FailureCategory } from '../../../explanation/category.ts';
import { isOwnFile } from '../../code/ownCode.ts';
import type { Finding, Frame, Narrowness, Rules } from '../../engine/finding.ts';
import type { LogText } from '../../engine/text/logText.ts';
import { categoryOfLine } from '../../lexicon/lexicon.ts';

const panicked = /^\s*thread '[^']*' (?:\(\d+\) )?panicked at /;
/** Matches a panic's place, which is alone on its line since Rust 1.73; earlier, it followed the quoted message. */
const place = /(?:^|, )(?<file>[^\s:',]+):(?<at>\d+):\d+:?$/;
const backtraceFrame = /^\s+at (?<file>[^\s:]+):(?<at>\d+)(?::\d{1,5})?$/;

/** Rules for panics in Rust programs, and for messages from rustc and Cargo. */
export const rustRules = {
  'rust-panic': { on: ['panicked at '], read: readPanic },
  'rust-compile-error': { on: ['error[E', 'error: '], read: readCompileError },
  'rust-eyre': { on: ['Error:'], read: readEyre },
  'rust-stack-overflow': { like: 'has overflowed its stack', category: 'crash-signal' },
  'cargo-missing-package': {
    like: ['error: no matching package `{what}`', 'error: no matching package named `{what}`'],
    category: 'missing-module',
  },
  'cargo-version-conflict': {
    like: ['error: failed to select a version', 'cannot be built because it requires rustc', 'requires rustc '],
    category: 'dependency-version',
  },
  'rust-parse-error': {
    like: ['^Error: ParseIntError', '^Error: ParseFloatError'],
    category: 'bad-input',
    narrow: 'kind',
  },
  'cargo-missing-manifest': { like: 'could not find `Cargo.toml`', category: 'missing-file' },
  'rust-missing-linker': { like: 'error: linker `{what}` not found', category: 'missing-program' },
  'cargo-could-not-compile': {
    like: ['error: could not compile', 'error: failed to compile', 'error: aborting due to'],
    category: 'other',
    weight: 'echo',
    narrow: 'other',
  },
} satisfies Rules;

/** Precision of a panic, by category. */
const narrowOf: Partial<Record<FailureCategory, Narrowness>> = {
  'exception-in-user-code': 'failed',
  'missing-program': 'exact',
};

/** Reads a panic; since Rust 1.73, the message is in the line below the place. */
function readPanic(log: LogText, line: number): Finding | undefined {
  const text = log.text(line);
  const head = panicked.exec(text);
  if (head === null) return undefined;
  const rest = text.slice(head[0].length);
  const found = place.exec(rest)?.groups;
  const next = log.next(line);
  const below = found !== undefined && !rest.startsWith("'") && next !== -1 && log.text(next) !== '';
  const category = categoryOfPanic(below ? log.text(next) : rest);
  return {
    line: below ? next : line,
    category,
    narrow: narrowOf[category] ?? 'kind',
    weight: 'cause',
    frame: ownPlace(found) ?? frameBelow(log, line),
    covers: below ? [line, next] : [line],
  };
}

const notStarted = /\b(?:command|execut\w{1,4}|exec|process|spawn\w{0,3}|start)\b.{0,80}\bOs \{ code: 2\b/;

/**
 * Returns the category of a panic: an unset environment variable, a program that could not be started, a value that the
 * standard library could not parse, or the code itself.
 */
function categoryOfPanic(message: string): FailureCategory {
  if (/(?<!` value): NotPresent$/.test(message)) return 'bad-arguments';
  if (notStarted.test(message)) return 'missing-program';
  return /: (?:Parse\w{0,20}Error\b|\w{1,40}\(InvalidDigit\))/.test(message) ? 'bad-input' : 'exception-in-user-code';
}

function ownPlace(found: Record<string, string | undefined> | undefined): Frame | undefined {
  const { file, at } = found ?? {};
  return file === undefined || at === undefined || !isOwnFile(file) ? undefined : { file, line: Number(at) };
}

function frameBelow(log: LogText, line: number): Frame | undefined {
  for (let at = log.next(line), seen = 0; at !== -1 && seen < 200; at = log.next(at), seen++) {
    const frame = ownPlace(backtraceFrame.exec(log.text(at))?.groups);
    if (frame !== undefined) return frame;
  }
  return undefined;
}

function readCompileError(log: LogText, line: number): Finding | undefined {
  if (!/^error(?:\[E\d{4}\])?: /.test(log.text(line))) return undefined;
  const found = /^\s*--> (?<file>[^\s:]+):(?<at>\d+):\d{1,5}$/.exec(log.text(log.next(line)))?.groups;
  return (
    found && { line, category: 'exception-in-user-code', narrow: 'failed', weight: 'cause', frame: ownPlace(found) }
  );
}

const longestReport = 16;

/** Reads color-eyre's report: a bare headline, the numbered error and causes, and the place that created the error. */
function readEyre(log: LogText, line: number): Finding | undefined {
  if (log.text(line) !== 'Error:' || !/^\s+0: /.test(log.text(log.next(line)))) return undefined;
  const covers = [line];
  let said = line;
  let frame: Frame | undefined;
  for (let at = log.next(line); at !== -1 && covers.length < longestReport; at = log.next(at)) {
    const text = log.text(at);
    if (/^\s+\d: /.test(text)) said = at;
    else if (/^\S/.test(text) && !/^(?:Location|Section|━)/.test(text)) break;
    frame ??= ownPlace(/^\s+(?<file>[^\s:]+):(?<at>\d+)$/.exec(text)?.groups);
    covers.push(at);
  }
  return { line: said, category: 'exception-in-user-code', narrow: 'failed', weight: 'cause', frame, covers };
}

const longestChain = 24;

/** Rules for Cargo, which names the failed operation with the reasons below, deepest cause last. */
export const cargoRules = { 'cargo-failed-because': { on: ['error: failed to '], read: readCargo } } satisfies Rules;

/** Matches the failure of a package's build script, which printed the reason. */
const ranScript = /^\s*process didn't exit successfully: /;

function readCargo(log: LogText, line: number): Finding | undefined {
  if (!log.text(line).startsWith('error: failed to ')) return undefined;
  const covers = [line];
  let said = line;
  for (let at = log.next(line); at !== -1 && covers.length < longestChain; at = log.next(at)) {
    const text = log.text(at);
    if (text === 'Caused by:') said = log.next(at);
    else if (/^\S/.test(text)) break;
    covers.push(at);
  }
  if (said === line || said === -1) return undefined;
  if (ranScript.test(log.text(said)))
    return { line, category: 'other', weight: 'echo', narrow: 'other', covers: [line, said] };
  const category = categoryOfLine(log.text(said)) ?? 'bad-input';
  return { line: said, category, weight: 'cause', narrow: 'kind', covers };
}
