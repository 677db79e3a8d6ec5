import type { FailureCategory } from '../../../explanation/category.ts';
import { isOwnFile } from '../../code/ownCode.ts';
import type { Finding, Frame, Narrowness, Rules } from '../../engine/finding.ts';
import { readStack } from '../../engine/stack.ts';
import type { LogText } from '../../engine/text/logText.ts';
import { findMeaning, type Meanings } from '../../engine/words.ts';
import { categoryOfMessage } from '../../lexicon/lexicon.ts';

const header =
  /^(?:ERROR: |caused by: )(?:LoadError: |InitError: |nested task error: )*(?<message>(?!TaskFailedException).*|)/;
/** Matches the place of a frame, which is in a separate line since Julia 1.6. */
const place = /^\s+@ (?:(?<module>[A-Z][\w.]*) )?(?<file>(?:[A-Za-z]:)?[^:]+):(?<at>\d+)/;
/** Matches a frame's place in earlier versions: after the function up to 1.5, in frames without numbers up to 0.6. */
const formerPlace = /^ +(?:\[\d+\] |in ).* at (?<file>(?:[A-Za-z]:)?[^:]+):(?<at>\d+)(?: \[inlined\])?$/;
const expression = /^(?:│ )?in expression starting at (?<file>(?:[A-Za-z]:)?[^:]+):(?<at>\d+)/;
/** Matches a message about packages whose own errors are below. */
const unbuilt = /failed to precompile/i;
const ownModule = /^Main(?:\.|$)/;

const said: Meanings<FailureCategory> = [
  [/required but does not seem to be installed/, 'missing-module'],
  [[/Package /, /not found|does not have/], 'missing-module'],
  [/doesn't exist/, 'missing-file'],
  [/could not load symbol/, 'dependency-version'],
  [/Unsatisfiable requirements/, 'dependency-version'],
  [/InterruptException/, 'interrupted'],
  [/EOFError|invalid base 10 digit|invalid ASCII|JSON|CSV/, 'bad-input'],
];

/** Rules for Julia errors with their stack traces. */
export const juliaRules = {
  'julia-error': { on: ['ERROR: '], read: readError },
  'julia-signal': { on: ['signal ('], read: readSignal },
  'julia-logged': { on: ['┌ Error: '], read: readLogged },
} satisfies Rules;

/** Matches a frame of native code; frames of the runtime have paths that begin with a period. */
const native = /^\S+ at (?<file>[^\s:.][^\s:]*):(?<at>\d+)/;

/** Reads a signal, which is reported with the place of the running expression and a stack of C and Julia functions. */
function readSignal(log: LogText, line: number): Finding | undefined {
  if (!/^(?:\[\d+\] )?signal \((?:11|6|7|4|8)[.)]/.test(log.text(line))) return undefined;
  const { lines, frame } = readStack(log, line + 1, native, /^in expression starting at |^\S+ at /);
  return {
    line,
    category: 'crash-signal',
    narrow: 'exact',
    weight: 'cause',
    frame,
    covers: [line, line + 1, ...lines],
  };
}

function readError(log: LogText, line: number): Finding | undefined {
  const stated = header.exec(log.text(line))?.groups?.['message'];
  if (stated === undefined) return undefined;
  let message: string = stated;
  let root = line;
  const covers = [line];
  let frame: Frame | undefined;
  let julia = /LoadError: /.test(log.text(line));
  let listed = false;
  for (let at = log.next(line), seen = 0; at !== -1 && seen < 400; at = log.next(at), seen++) {
    const text = log.text(at);
    const former = formerPlace.exec(text)?.groups;
    const frames = former !== undefined || /^Stacktrace:/.test(text);
    listed = !frames && (listed || /^Closest candidates are:/.test(text));
    if (frames || listed) julia = true;
    const nested: string | undefined =
      /^\s+nested task error: (?<message>.+)$/.exec(text)?.groups?.['message'] ??
      (at === root + 1 && (/^On worker \d+:$/.test(message) || isReason(message, text)) ? text : undefined);
    if (nested !== undefined && root === line) [root, message] = [at, nested];
    const inner: string | undefined = unbuilt.test(message) ? header.exec(text)?.groups?.['message'] : undefined;
    if (inner !== undefined) [root, message, julia] = [at, inner, true];
    if (!listed) frame ??= toOwnFrame(place.exec(text)?.groups ?? former);
    frame ??= toOwnFrame(expression.exec(text)?.groups);
    if (!julia && seen > 6) return undefined;
    if (julia && seen > 4 && /^\S/.test(text) && !/^(?:Stacktrace|in expression|caused by|\.\.\.)/.test(text)) break;
    covers.push(at);
  }
  if (!julia) return undefined;
  const category = juliaCategoryOf(message);
  return {
    line: root,
    category,
    narrow: narrowOf(category),
    weight: unbuilt.test(message) ? 'echo' : 'cause',
    frame,
    covers,
  };
}

/** Checks for the loader's message about a library, such as a required version or another required library. */
function isReason(message: string, text: string): boolean {
  return /could not load library/.test(message) && /^\S.*: \S/.test(text) && !/^Stacktrace/.test(text);
}

const longestEntry = 60;

/** Reads an entry of `@error`, which draws a border next to its message and the exception that was passed to it. */
function readLogged(log: LogText, line: number): Finding | undefined {
  if (!log.text(line).startsWith('┌ Error: ')) return undefined;
  let root = line;
  let frame: Frame | undefined;
  const covers = [line];
  for (let at = log.next(line); at !== -1 && covers.length < longestEntry; at = log.next(at)) {
    const text = log.text(at);
    if (!/^[│└]/.test(text)) break;
    covers.push(at);
    if (root === line && /^│ +exception =/.test(text)) root = /=\s*$/.test(text) ? log.next(at) : at;
    if (root === line && /^│ +ERROR: /.test(text)) root = at;
    frame ??= toOwnFrame((place.exec(text.replace(/^[│└]/, ' ')) ?? expression.exec(text))?.groups);
  }
  const category = juliaCategoryOf(log.text(root).replace(/^[┌│] +(?:Error: |ERROR: |exception = *)?/, ''));
  return { line: root, category, narrow: narrowOf(category), weight: 'error', frame, covers };
}

function juliaCategoryOf(message: string): FailureCategory {
  return findMeaning(message, said) ?? categoryOfMessage(message) ?? 'exception-in-user-code';
}

function narrowOf(category: FailureCategory): Narrowness {
  return category === 'exception-in-user-code' ? 'failed' : 'exact';
}

function toOwnFrame(found: Record<string, string | undefined> | undefined): Frame | undefined {
  const { file, at, module } = found ?? {};
  if (file === undefined || at === undefined || Number(at) === 0) return undefined;
  if (module !== undefined && !ownModule.test(module)) return undefined;
  if (/^\.[\\/]/.test(file) && module === undefined) return undefined;
  // Code that is not in a file, but was given on the command line, typed, or in a string.
  if (/^(?:none|string|REPL\[\d+\]|\.[\\/]none)$/.test(file)) return undefined;
  if (/[\\/]\.julia[\\/]|share[\\/]julia/.test(file) || !isOwnFile(file)) return undefined;
  return { file, line: Number(at) };
}
