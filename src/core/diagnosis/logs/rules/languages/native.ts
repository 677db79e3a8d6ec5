import type { FailureCategory } from '../../../explanation/category.ts';
import type { Finding, Rules } from '../../engine/finding.ts';
import { readStack, toOwnFrame } from '../../engine/stack.ts';
import type { LogText } from '../../engine/text/logText.ts';
import { categoryOfLine, categoryOfMessage } from '../../lexicon/lexicon.ts';
import { guessFromOwnWords } from '../../lexicon/ownWords.ts';

/** Matches the place in a frame: `    #0 0x5651 in sum /src/prog.c:3:7`. Thread Sanitizer adds the module. */
const sanitizerFrame = /\s(?<file>[^\s():]+):(?<at>\d+)(?::\d+)?(?: \([^\s)]*\))?$/;
const sanitizerOther =
  /^\s+#\d+ |^(?:READ|WRITE) of size|^==\d+==|^\s{2}(?:Read|Write|Previous) |^\s*$|^(?:Direct|Indirect) leak/;
/** Matches the place in a frame of Valgrind: `==31444==    at 0x109139: main (prog.c:2)`. */
const valgrindFrame = /\((?<file>[^()\s:]+):(?<at>\d+)\)$/;
const valgrindOther = /^==\d+== {2,}(?:at|by) |^==\d+==\s+(?:Access not|Address)/;

/** Literals for places of glog and Abseil, such as `mesh.cc:88] `, by the first digit of the line number. */
const loggedPlaces = Array.from('123456789', (digit) => [`.cc:${digit}`, `.cpp:${digit}`, `.hpp:${digit}`]).flat();

const inKernel = /\bthread: \[/;

/** Rules for reports that the C and C++ run-time libraries, sanitizers, and Valgrind print before a program dies. */
export const nativeRules = {
  'native-sanitizer': { on: ['Sanitizer: '], read: readSanitizer },
  'native-valgrind': {
    on: [
      '== Invalid read',
      '== Invalid write',
      '== Invalid free',
      '== Mismatched free',
      '== Process terminating',
      '== Jump to the',
      '== Conditional jump',
      '== Use of uninit',
    ],
    read: readValgrind,
  },
  'cpp-terminate': { on: ['terminate called after throwing'], read: readTerminate },
  'cpp-uncaught': {
    on: ['terminating with uncaught exception of type', 'terminating due to uncaught exception of type'],
    read: readUncaught,
  },
  'cpp-logged': { on: [...loggedPlaces, 'Check failed: '], read: readLogged },
  'googletest-failure': {
    on: ': Failure',
    match: /^(?<file>[^\s:()]+):(?<at>\d+): Failure$/,
    category: 'exception-in-user-code',
    narrow: 'failed',
  },
  'assertion-with-place': {
    on: 'Assertion `',
    match: /^(?:\S+: )?(?<file>[^\s:()]+):(?<at>\d+): .*Assertion `/,
    unless: inKernel,
    category: 'crash-signal',
  },
  'assertion-failed': {
    like: ["Assertion `{}' failed", ": Assertion '{}' failed", '^Assertion failed: ', '^ASSERTION FAILED'],
    on: 'ASSERT(',
    match: /ASSERT\(.{1,300}\) failed/,
    unless: inKernel,
    category: 'crash-signal',
  },
  'signal-caught': {
    on: ['aught signal ', 'eceived signal ', 'aught SIG', 'eceived SIG', 'signal caught: SIG'],
    match:
      /signal caught: SIG(?:SEGV|ABRT|BUS|FPE|ILL)\b|(?:[Cc]aught|[Rr]eceived) (?:signal (?:number )?(?:4|6|7|8|11)\b|(?:signal )?SIG(?:SEGV|ABRT|BUS|FPE|ILL)\b)/,
    category: 'crash-signal',
  },
  'native-library-gave-up': {
    like: [
      '^[libprotobuf FATAL ',
      'An error occurred in line <{}> of file <{}>',
      'terminate called without an active exception',
      'pure virtual method called',
      '^*** Error in `',
      '^*** stack smashing detected',
      '^*** buffer overflow detected',
      '^free(): ',
      '^malloc(): ',
      '^realloc(): ',
      ': free(): ',
      ': malloc(): ',
      ': realloc(): ',
      'munmap_chunk(): ',
      'malloc_consolidate(): ',
      'double free or corruption',
      'corrupted size vs',
      'corrupted double-linked',
      '^Stack overflow',
    ],
    category: 'crash-signal',
  },
  'cpp-bad-alloc': {
    like: ['std::bad_alloc', 'bad_alloc'],
    category: 'out-of-memory',
    match: /std::bad_alloc|bad_alloc/,
    unless: /terminate called/,
  },
  'undefined-behaviour': {
    on: 'runtime error: ',
    match: /^(?<file>[^\s:()]+):(?<at>\d+):\d+: runtime error: /,
    category: 'crash-signal',
  },
  'memory-exhausted': { like: ['memory exhausted', 'eap exhausted'], category: 'out-of-memory' },
  'out-of-memory-in-words': {
    on: ['ut of memory'],
    match:
      /^(?:.*: )?[Oo]ut of memory[!.]?(?:$| \(| in | while| allocating| trying)|insufficient memory to|[Rr]an out of memory|Not enough memory/,
    unless: /\bGPUs? /,
    category: 'out-of-memory',
    narrow: 'stated',
  },
  'memory-not-allocated': {
    like: [
      'ailed to allocate memory',
      'ailed to allocate {} bytes',
      'ailed to allocate {}iB',
      'emory allocation failed',
      'memory allocation of {} bytes failed',
      'Error allocating {} bytes',
    ],
    // A program that asks for nothing has misread its input.
    unless: /\b(?:0|-\d{1,20}) bytes\b/,
    category: 'out-of-memory',
    narrow: 'stated',
  },
} satisfies Rules;

function readSanitizer(log: LogText, line: number): Finding | undefined {
  const text = log.text(line);
  const found = /(?:ERROR|WARNING): (?:Address|Leak|Memory|Thread|UndefinedBehavior|HWAddress)Sanitizer: /.exec(text);
  if (found === null) return undefined;
  const stack = readStack(log, line, sanitizerFrame, sanitizerOther);
  const what = text.slice(found.index + found[0].length);
  return {
    line,
    category: sanitizerCategory(what),
    weight: 'verdict',
    narrow: 'exact',
    subject: what,
    frame: stack.frame,
    covers: [line, ...stack.lines],
  };
}

function sanitizerCategory(what: string): FailureCategory {
  return /out of memory|allocation-size-too-big|failed to allocate/.test(what) ? 'out-of-memory' : 'crash-signal';
}

function readValgrind(log: LogText, line: number): Finding {
  const stack = readStack(log, line, valgrindFrame, valgrindOther);
  const weight = /== (?:Conditional jump|Use of uninit)/.test(log.text(line)) ? 'error' : 'cause';
  return { line, category: 'crash-signal', weight, narrow: 'exact', frame: stack.frame };
}

const logged = /^(?<level>[EF])\d{4}(?:\d{4})? [\d:.]{8,15} +\d{1,9} (?<file>[\w./-]+):(?<at>\d+)\] (?<message>.*)/;

/** Reads a line of glog or Abseil, which end a program at a fatal line; the failed check may be more informative. */
function readLogged(log: LogText, line: number): Finding | undefined {
  const found = logged.exec(log.text(line));
  if (found?.groups === undefined) return undefined;
  const { level, message = '' } = found.groups;
  const frame = toOwnFrame(found);
  if (level === 'E') return { line, category: 'other', weight: 'error', narrow: 'other', vague: true, frame };
  const said = message.startsWith('Check failed: ') ? categoryOfMessage(message) : categoryOfLine(message);
  return { line, category: said ?? 'crash-signal', weight: 'cause', narrow: 'exact', frame };
}

/** Reads an uncaught exception: the first line has the type, the next begins the message, and the rest is below. */
function readTerminate(log: LogText, line: number): Finding {
  const next = log.next(line);
  const message = /^\s+what\(\): +(.*)/.exec(log.text(next))?.[1];
  if (message === undefined) return { line, category: 'crash-signal', weight: 'error', narrow: 'kind', covers: [line] };
  const below = log.next(next);
  const rest = /^(?:\[|\S{0,200}: Aborted|Aborted|Abort|Stack|Received|\*\*\*|---|===)/.test(log.text(below))
    ? ''
    : log.text(below);
  const category =
    nativeCategoryOf(log.text(line), message) ?? nativeCategoryOf(log.text(line), rest) ?? 'exception-in-user-code';
  return { ...uncaught(next, category), covers: [line] };
}

/** Reads an uncaught exception of libc++, which prints type and message in one line. */
function readUncaught(log: LogText, line: number): Finding | undefined {
  const { type, message = '' } =
    / uncaught exception of type (?<type>[^\s:]+(?:::[^\s:]+){0,6})(?:: (?<message>.*))?/.exec(log.text(line))
      ?.groups ?? {};
  return type === undefined ? undefined : uncaught(line, nativeCategoryOf(type, message) ?? 'exception-in-user-code');
}

function uncaught(line: number, category: FailureCategory): Finding {
  return { line, category, weight: 'cause', narrow: category === 'exception-in-user-code' ? 'failed' : 'kind' };
}

/** Matches exceptions of libraries that read data, which blame the data rather than the calling code. */
const ofLibrary = /\b(?:dmlc|H5|nlohmann|YAML|toml|pugi|arrow|parquet|duckdb|CGAL|vtk|itk|openvdb|pdal|pcl)::/;

/** Returns the category of an exception. For Boost's command line parser, the type says more than the message. */
function nativeCategoryOf(type: string, message: string): FailureCategory | undefined {
  if (/\b(?:cuda|hip|nccl|cudnn)\w*/i.test(type)) return 'gpu';
  if (/^sto(?:i|l|ll|ul|ull|f|d|ld)$/.test(message)) return 'bad-input';
  if (type.includes('program_options')) return 'bad-arguments';
  if (/pars(?:e|er|ing)_?(?:error|exception)|bad_lexical_cast|json|yaml|xml|ptree_bad/i.test(type)) return 'bad-input';
  if (type.includes('FatalException')) return 'crash-signal';
  return categoryOfMessage(message) ?? (ofLibrary.test(type) ? guessFromOwnWords(message) : undefined);
}
