import type { FailureCategory } from '../../explanation/category.ts';

/** How the runtime of a language tells of an exception that nothing caught: its type, its message, or both. */
export interface Wording {
  readonly on: readonly string[];
  /** With groups `type` and `message`, where the line tells them. */
  readonly match: RegExp;
  /** What types mean in this language. */
  readonly kinds?: Readonly<Record<string, FailureCategory>>;
  /** Where the message stands, if not in the line. */
  readonly message?: 'above' | 'below';
  /** Whether to point at the message. */
  readonly pointsAtMessage?: true;
}

const own: FailureCategory = 'exception-in-user-code';

/** Codes that Free Pascal's runtime ends programs with. */
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

/** Of each language whose runtime no reader of its own knows. */
export const wordings: readonly Wording[] = [
  // OCaml
  {
    on: ['Fatal error: exception '],
    match: /^Fatal error: exception (?:\w+\.)*(?<type>\w+)(?<message>.*)/,
    kinds: {
      Not_found: own,
      Match_failure: own,
      Assert_failure: own,
      Stack_overflow: 'crash-signal',
      End_of_file: 'bad-input',
    },
  },
  // Elixir
  {
    on: ['Error) '],
    match: /^\*\* \((?:\w+\.)*(?<type>\w+)\) ?(?<message>.*)/,
    kinds: {
      CaseClauseError: own,
      FunctionClauseError: own,
      MatchError: own,
      WithClauseError: own,
      SyntaxError: own,
      TokenMissingError: own,
      CompileError: own,
      UndefinedFunctionError: own,
      BadMapError: own,
      UndefinedError: own,
    },
  },
  // Erlang
  { on: ['exception error: '], match: /\bexception (?<type>error): (?<message>.*)/ },
  {
    on: ['init terminating in do_boot'],
    match: /^(?:\{"|"?)init terminating in do_boot"?[ ,]?\(?\{?(?<type>\{?[a-z_]+)(?<message>.*)/,
  },
  // Nim
  {
    on: ['unhandled exception: '],
    match: /^Error: unhandled exception: (?<message>.*) \[(?<type>\w+)\]$/,
    kinds: {
      ValueError: 'bad-input',
      IOError: 'missing-file',
      AccessViolationDefect: 'crash-signal',
      NilAccessDefect: own,
    },
  },
  // Pascal
  { on: ['Runtime error '], match: /^Runtime error (?<type>\d{1,3}) at \$/, kinds: pascalCodes },
  {
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
  },
  // Ada
  { on: ['raised '], match: /^raised (?:[A-Z_]+\.)*(?<type>[A-Z_]+)(?: : (?<message>.*))?$/, kinds: adaKinds },
  // D
  {
    on: ['ception@', 'Error@'],
    match: /^(?:\w+\.)+(?<type>[A-Z]\w*(?:Error|Exception))@[^()]{1,300}\(\d+\)(?:: (?<message>.*))?$/,
  },
  // Common Lisp
  {
    on: ['Unhandled ', 'debugger invoked on a '],
    match: /^(?:Unhandled|debugger invoked on an?) (?<type>(?:[A-Z-]+:+)?[A-Z-]+) in thread /,
    message: 'below',
    kinds: {
      'TYPE-ERROR': own,
      'UNBOUND-VARIABLE': own,
      'UNDEFINED-FUNCTION': own,
      'SIMPLE-PROGRAM-ERROR': own,
      'DIVISION-BY-ZERO': own,
      'HEAP-EXHAUSTED-ERROR': 'out-of-memory',
      'CONTROL-STACK-EXHAUSTED': 'crash-signal',
    },
  },
  // Crystal
  {
    on: ['Unhandled exception: '],
    match: /^Unhandled exception: (?<message>.*) \((?:\w+::)*(?<type>[A-Z]\w*)\)$/,
  },
  // Clojure
  {
    on: ['Execution error '],
    match: /^Execution error \((?<type>\w+)\) at /,
    message: 'below',
    kinds: { ArityException: own, ClassCastException: own },
  },
  // Haskell
  {
    on: ['CallStack (from HasCallStack)'],
    match: /^CallStack \(from HasCallStack\):/,
    message: 'above',
    pointsAtMessage: true,
  },
  // Racket
  { on: ['  context...:'], match: /^ {2}context\.\.\.:/, message: 'above', pointsAtMessage: true },
  // Scheme
  { on: ['In procedure '], match: /\bIn procedure \S+: (?<message>.*)/ },
  // GAP
  { on: ['Error, '], match: /^Error, (?<message>.*)/ },
];
