import type { FailureCategory } from '../category.ts';
import type { Finding, Frame, Reader } from './finding.ts';
import { lineRules } from './lineRule.ts';
import type { LogText } from './logText.ts';
import { findMeaning, type Meanings } from './words.ts';

const header =
  /^(?:ERROR: |caused by: )(?:LoadError: |InitError: |nested task error: )*(?<message>(?!TaskFailedException).*|)/;
const place = /^\s+@ (?:(?<module>[A-Z]\w*) )?(?<file>[^\s:]+):(?<at>\d+)/;
const foreignModule = /^(?:Base|Core|Stdlib|[A-Z]\w*)$/;

const said: Meanings<FailureCategory> = [
  [/required but does not seem to be installed/, 'missing-module'],
  [[/Package /, /not found|does not have/], 'missing-module'],
  [/OutOfMemoryError/, 'out-of-memory'],
  [/could not load library/, 'missing-module'],
  [/Unsatisfiable requirements/, 'dependency-version'],
  [/StackOverflowError/, 'exception-in-user-code'],
  [/InterruptException/, 'interrupted'],
  [/DNSError/, 'network-dns'],
  [/EOFError|cannot parse|invalid base 10 digit|invalid ASCII|JSON|CSV/, 'bad-input'],
];

/** Errors of Julia with their stack traces. */
export const juliaReaders: readonly Reader[] = [
  { on: ['ERROR: '], read: readError },
  ...lineRules([{ on: 'signal (', match: /^(?:\[\d+\] )?signal \((?:11|6|7|4|8)[.)]/, category: 'crash-signal' }]),
];

function readError(log: LogText, line: number): Finding | undefined {
  let message = header.exec(log.text(line))?.groups?.['message'];
  if (message === undefined) return undefined;
  let root = line;
  const covers = [line];
  let frame: Frame | undefined;
  let julia = /LoadError: /.test(log.text(line));
  for (let at = log.next(line), seen = 0; at !== -1 && seen < 400; at = log.next(at), seen++) {
    const text = log.text(at);
    if (/^Stacktrace:/.test(text)) julia = true;
    const nested = /^\s+nested task error: (?<message>.+)$/.exec(text)?.groups?.['message'];
    if (nested !== undefined && root === line) [root, message] = [at, nested];
    const found = place.exec(text)?.groups;
    frame ??= toOwnFrame(found);
    const expression = /^in expression starting at (?<file>[^:]+):(?<at>\d+)/.exec(text)?.groups;
    frame ??= toOwnFrame(expression);
    if (!julia && seen > 6) return undefined;
    if (julia && seen > 4 && /^\S/.test(text) && !/^(?:Stacktrace|in expression|caused by|\.\.\.)/.test(text)) break;
    covers.push(at);
  }
  if (!julia) return undefined;
  const category = findMeaning(message, said) ?? 'exception-in-user-code';
  return {
    line: root,
    category,
    narrow: category === 'exception-in-user-code' ? 'failed' : 'exact',
    weight: 'cause',
    frame,
    covers,
  };
}

function toOwnFrame(found: Record<string, string | undefined> | undefined): Frame | undefined {
  const { file, at, module } = found ?? {};
  if (
    file === undefined ||
    at === undefined ||
    (module !== undefined && module !== 'Main' && foreignModule.test(module))
  )
    return undefined;
  if (file.startsWith('./') && file !== './none' && module === undefined) return undefined;
  return { file, line: Number(at) };
}
