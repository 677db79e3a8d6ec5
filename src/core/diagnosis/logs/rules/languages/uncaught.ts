import type { FailureCategory } from '../../../explanation/category.ts';
import type { Finding, Rules } from '../../engine/finding.ts';
import type { LogText } from '../../engine/text/logText.ts';
import { classifyException } from './pythonExceptions.ts';
import { readUncaughtAs } from './readUncaught.ts';

const own: FailureCategory = 'exception-in-user-code';

const pascalCodes: Readonly<Record<string, FailureCategory>> = {
  2: 'missing-file',
  3: 'missing-file',
  4: 'other',
  5: 'permission',
  100: 'bad-input',
  101: 'disk-full',
  106: 'bad-input',
  203: 'out-of-memory',
  202: 'crash-signal',
  216: 'crash-signal',
};

const adaKinds: Readonly<Record<string, FailureCategory>> = {
  NAME_ERROR: 'missing-file',
  USE_ERROR: 'permission',
  DATA_ERROR: 'bad-input',
  END_ERROR: 'bad-input',
  STORAGE_ERROR: 'out-of-memory',
  CONSTRAINT_ERROR: own,
  PROGRAM_ERROR: own,
  TASKING_ERROR: own,
};

/** Rules for uncaught exceptions in languages without a rule file of their own. */
export const uncaughtRules = {
  'ocaml-uncaught': readUncaughtAs({
    on: ['Fatal error: exception ', 'Exception: '],
    match: /^(?:Fatal error: exception |Exception: (?=[\w.]+(?:\.$| ?["(])))(?:\w+\.)*(?<type>\w+)(?<message>.*)/,
    kinds: { Not_found: own, Stack_overflow: 'crash-signal', End_of_file: 'bad-input' },
  }),
  'elixir-uncaught': readUncaughtAs({
    on: ['Error) '],
    match: /^\*\* \((?:\w+\.)*(?<type>\w+)\) ?(?<message>.*)/,
    kinds: { SyntaxError: own, CompileError: own },
  }),
  'erlang-uncaught': readUncaughtAs({ on: ['exception error: '], match: /\bexception (?<type>error): (?<message>.*)/ }),
  'erlang-boot-uncaught': readUncaughtAs({
    on: ['init terminating in do_boot'],
    match: /^(?:\{"|"?)init terminating in do_boot"?[ ,]?\(?\{?(?<type>\{?[a-z_]+)(?<message>.*)/,
  }),
  'nim-uncaught': readUncaughtAs({
    on: ['unhandled exception: '],
    match: /^Error: unhandled exception: (?<message>.*) \[(?<type>\w+)\]$/,
    kinds: {
      ValueError: 'bad-input',
      IOError: 'missing-file',
      AccessViolationDefect: 'crash-signal',
      NilAccessDefect: own,
    },
  }),
  'pascal-runtime-uncaught': readUncaughtAs({
    on: ['Runtime error '],
    match: /^Runtime error (?<type>\d{1,3}) at \$/,
    kinds: pascalCodes,
  }),
  'pascal-exception-uncaught': readUncaughtAs({
    on: ['exception occurred at $'],
    match: /^An unhandled exception occurred at \$[\dA-F]+:$/,
    message: 'below',
    pointsAtMessage: true,
    kinds: {
      EAccessViolation: 'crash-signal',
      EConvertError: 'bad-input',
      EFOpenError: 'missing-file',
      EFCreateError: 'permission',
      EInOutError: 'other',
      EOutOfMemory: 'out-of-memory',
    },
  }),
  'ada-uncaught': readUncaughtAs({
    on: ['raised '],
    match: /^raised (?:[A-Z_]+\.)*(?<type>[A-Z_]+)(?: : (?<message>.*))?$/,
    kinds: adaKinds,
  }),
  'd-uncaught': readUncaughtAs({
    on: ['ception@', 'Error@'],
    match: /^(?:\w+\.)+(?<type>[A-Z]\w*(?:Error|Exception))@[^()]{1,300}\(\d+\)(?:: (?<message>.*))?$/,
  }),
  'lisp-uncaught': readUncaughtAs({
    on: ['Unhandled ', 'debugger invoked on a '],
    match: /^(?:Unhandled|debugger invoked on an?) (?<type>(?:[A-Z-]+:+)?[A-Z-]+) in thread /,
    message: 'below',
    kinds: { 'HEAP-EXHAUSTED-ERROR': 'out-of-memory', 'CONTROL-STACK-EXHAUSTED': 'crash-signal' },
  }),
  'crystal-uncaught': readUncaughtAs({
    on: ['Unhandled exception: '],
    match: /^Unhandled exception: (?<message>.*) \((?:\w+::)*(?<type>[A-Z]\w*)\)$/,
  }),
  'clojure-uncaught': readUncaughtAs({
    on: ['Execution error ', 'Syntax error '],
    match: /^(?:Execution|Syntax) error (?:\((?<type>\w+)\) )?(?:\w+ ){0,2}at \S/,
    message: 'below',
    pointsAtMessage: true,
    kinds: { ArityException: own },
  }),
  'haskell-uncaught': readUncaughtAs({
    on: ['CallStack (from HasCallStack)'],
    match: /^CallStack \(from HasCallStack\):/,
    message: 'above',
    pointsAtMessage: true,
  }),
  'racket-uncaught': readUncaughtAs({
    on: ['  context...:'],
    match: /^ {2}context\.\.\.:/,
    message: 'above',
    pointsAtMessage: true,
  }),
  'scheme-uncaught': readUncaughtAs({
    on: ['In procedure ', 'Exception in ', 'Error: (', '*** - '],
    match: /(?:\bIn procedure \S+:|^Exception in (?!thread )[a-z+*/<=>-]\S*:|^Error: \(\S+\)|^\*{3} -) (?<message>.*)/,
    kinds: { '': own },
  }),
  'gap-uncaught': readUncaughtAs({ on: ['Error, '], match: /^Error, (?!\w+: [./\w])(?<message>.*)/ }),
} satisfies Rules;

const named = /(?:^|[\s:\]])(?<name>[A-Za-z_][\w.]*(?:Error|Exception)): (?<message>\S.*)$/;

const quoted = /^Exception: +"(?<name>[A-Za-z_]\w*)\((?<message>.*)\)"$/;

/** Rules for an exception that a program caught and printed without its stack. */
export const loneExceptionRules = {
  'lone-exception': { on: ['Error: ', 'Exception: '], read: readLone },
} satisfies Rules;

function readLone(log: LogText, line: number): Finding | undefined {
  // Languages that print this word have their own readers.
  if (log.text(line).includes('Uncaught ')) return undefined;
  const { name, message } = (quoted.exec(log.text(line)) ?? named.exec(log.text(line)))?.groups ?? {};
  if (name === undefined || message === undefined) return undefined;
  const { category, narrow, subject } = classifyException(name, message, []);
  return narrow === 'kind' || quoted.test(log.text(line))
    ? { line, category, weight: 'error', narrow, subject, vague: true }
    : undefined;
}
