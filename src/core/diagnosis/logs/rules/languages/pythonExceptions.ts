import type { FailureCategory } from '../../../explanation/category.ts';
import { isOwnFile } from '../../code/ownCode.ts';
import type { Frame, Narrowness, Weight } from '../../engine/finding.ts';
import { Template } from '../../engine/template.ts';
import { says, type Words } from '../../engine/words.ts';
import { categoryOfStatedExit, categoryOfWindowsError, mentionsAnother } from '../../lexicon/codes.ts';
import { byteOrderMark, categoryOfLine, categoryOfMessage } from '../../lexicon/lexicon.ts';
import { categoryOfLibraryType, categoryOfType, guessOfType, leavesItToMessage } from '../../lexicon/typeNames.ts';

export interface ExceptionClass {
  readonly category: FailureCategory;
  readonly narrow: Narrowness;
  readonly weight: Weight;
  readonly subject?: string | undefined;
}

/** A frame of a traceback, with the name of its function. */
export interface PythonFrame extends Frame {
  readonly within?: string | undefined;
}

/** Matches types that report how processes, threads, or tasks of a group ended. */
const wrappers =
  /(?:^|\.)(?:CalledProcessError|ChildFailedError|ProcessRaisedException|ProcessExitedException|RemoteTraceback|RayTaskError|BrokenProcessPool|TerminatedWorkerError|WorkflowError|Py4JJavaError|PythonException|PanicException|PapermillExecutionError|CellExecutionError|\w*ExceptionGroup|MultiError)$/;

/** Types that have a different meaning in other languages. */
const kinds: ReadonlyMap<string, FailureCategory> = new Map(
  Object.entries<FailureCategory>({ ArgumentError: 'bad-arguments', AuthenticationException: 'permission' }),
);

/** Matches messages of exceptions that carry the traceback of a worker. */
const rethrown = /^Caught \w+ in .{1,80}\.$/;

/** Matches the frame in which `os.environ` reports that a variable is not set. */
const environment = /(?:^|[\\/]|<frozen )os(?:\.py|>)$/;

/** Messages of exceptions that are more specific than their type. The first match counts. */
const messages: readonly (readonly [type: RegExp, message: Words, category: FailureCategory])[] = [
  [/./, byteOrderMark, 'encoding-lineendings'],
  [/^FileNotFoundError$/, /^\[WinError 2\] .*\.(?:exe|bat|cmd)['"]?$/, 'missing-program'],
  [/^(?!FileNotFoundError)/, [/\b(?:not|needs?|sure|cannot|unable)\b/, /\bPATH\b/], 'missing-program'],
  [/^LookupError$/, /unknown encoding/, 'encoding-lineendings'],
  [/^RuntimeError$/, /can't start new thread/, 'other'],
  [/^AttributeError$/, [/^Can't get attribute /, /site-packages|dist-packages/], 'dependency-version'],
  // A server that refuses was reached.
  [/^OperationalError$/, /\bFATAL: .*(?:authentication|pg_hba\.conf)/, 'permission'],
  [/^OperationalError$/, /connection to server/, 'network'],
  [/^error$/, /^unpack(?:_from)? requires a buffer|^Error -\d+ while decompressing/, 'bad-input'],
  [/^Error$/, /Incorrect padding|Invalid base64|Non-base64/, 'bad-input'],
  [/^ValueError$/, /Cannot load file containing pickled|Failed to interpret file/, 'bad-input'],
  [/^InvalidOperation$/, /ConversionSyntax/, 'bad-input'],
  [/^TypeError$/, /Descriptors cannot/, 'dependency-version'],
  [/^ImportError$/, /cannot open shared object file|DLL load failed/, 'missing-module'],
  [
    /^ImportError$/,
    /does not export expected|undefined symbol|version `|incompatible|numpy\.core|_ARRAY_API|requires(?! the '\w+' interactive)/,
    'dependency-version',
  ],
  [/^ImportError$/, [/cannot import name /, /site-packages|dist-packages|[\\/]lib[\\/]python3/], 'dependency-version'],
  [/^ImportError$/, /cannot import name|attempted relative import/, 'exception-in-user-code'],
  [/^ImportError$/, /./, 'missing-module'],
  [
    /^AttributeError$/,
    [
      /^module '(?:numpy|pandas|scipy|sklearn|torch|tensorflow|keras|PIL|collections|pkgutil|inspect|ssl|lib)/,
      /' has no attribute/,
    ],
    'dependency-version',
  ],
  [/^AttributeError$/, /^_ARRAY_API not found/, 'dependency-version'],
  [/^ValueError$/, /numpy\.dtype size changed|binary incompatibility/, 'dependency-version'],
  [
    /^ValueError$/,
    /could not convert string to|invalid literal for int|time data |Invalid isoformat|unconverted data remains/,
    'bad-input',
  ],
  [/^(?:OSError|IOError)$/, /not found\.?$|does not exist|no file named/, 'missing-file'],
  [
    /^(?:OSError|IOError)$/,
    /truncated|not a valid|Unable to (?:synchronously )?open file|cannot identify/,
    'bad-input',
  ],
];

const subjects = [
  "No module named '{what}'",
  "No such file or directory: '{what}'",
  "No such file or directory: b'{what}'",
  "Permission denied: '{what}'",
].map((wording) => new Template(wording));

function subjectOf(message: string): string | undefined {
  for (const template of subjects) {
    const found = template.match(message)?.['what'];
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Checks for a missing file; Python 2 had no separate type for it. */
function isAbsent(name: string, message: string): boolean {
  return name === 'FileNotFoundError' || message.startsWith('[Errno 2]');
}

/** Classifies an exception by its type, message, and frames. */
export function classifyException(fullName: string, message: string, frames: readonly PythonFrame[]): ExceptionClass {
  const name = fullName.slice(fullName.lastIndexOf('.') + 1);
  const subject = subjectOf(message);
  if (wrappers.test(fullName) || mentionsAnother(message) || rethrown.test(message)) return wrapperClass(name, message);
  if (
    /^FileNotFoundError$|^OSError$/.test(name) &&
    isAbsent(name, message) &&
    frames.at(-1)?.file.endsWith('subprocess.py') === true
  )
    return { category: 'missing-program', narrow: 'exact', weight: 'cause', subject };
  if (/^(?:BrokenPipeError|IOError|OSError)$/.test(name) && message.startsWith('[Errno 32]'))
    return { category: 'other', narrow: 'failed', weight: 'echo' };
  if (name === 'KeyError' && environment.test(frames.at(-1)?.file ?? ''))
    return { category: 'bad-arguments', narrow: 'exact', weight: 'cause', subject };
  if (name === 'ImportError' && message.startsWith('cannot import name ') && isForeign(frames))
    return { category: 'dependency-version', narrow: 'kind', weight: 'cause' };
  for (const [type, pattern, category] of messages) {
    if (type.test(name) && says(message, pattern))
      return { category, narrow: narrowOf(category), weight: 'cause', subject };
  }
  const stated = categoryOfWindowsError(message) ?? whyRefused(name, message);
  if (stated !== undefined) return { category: stated, narrow: narrowOf(stated), weight: 'cause', subject };
  if (/^(?:CancelledError|StopIteration|GeneratorExit)$/.test(name))
    return { category: 'exception-in-user-code', narrow: 'other', weight: 'cause' };
  if (name === 'OutOfMemoryError')
    return {
      category: /torch|cuda|cupy/i.test(fullName + message) ? 'gpu' : 'out-of-memory',
      narrow: 'exact',
      weight: 'cause',
    };
  const category =
    kinds.get(name) ??
    categoryOfType(name) ??
    guessOf(name, message, frames) ??
    guessOfType(name) ??
    (isOfLibrary(fullName, frames) ? categoryOfLibraryType(name) : undefined) ??
    'exception-in-user-code';
  return { category, narrow: narrowOf(category), weight: 'cause', subject };
}

/** Categories of messages that are more specific than the category of the exception's type. */
const reasonsOfTypes: Partial<Record<FailureCategory, readonly FailureCategory[]>> = {
  // The type shows where the failure happened, and the message may say that a host was not found or not trusted.
  network: ['network-dns', 'network-tls'],
  // Programs also raise this type for a server that refused them.
  permission: ['sas-expired', 'auth-storage', 'license'],
};

function whyRefused(name: string, message: string): FailureCategory | undefined {
  const reasons = reasonsOfTypes[categoryOfType(name) ?? 'other'];
  const said = reasons === undefined || /^\[(?:Errno|WinError)/.test(message) ? undefined : categoryOfMessage(message);
  return said !== undefined && reasons?.includes(said) === true ? said : undefined;
}

const reading =
  /^_{0,2}(?:read|load(?!_state)|open|parse|decode|deserialize|next|\w{0,9}from_?(?:file|string|bytes|json|buffer|wkt|txt|pretrained))/i;

/** Categories for which a library's message counts, because these concern its input rather than the calling code. */
const libraryWords: ReadonlySet<FailureCategory> = new Set(['bad-input', 'missing-file', 'dependency-version']);

/**
 * Guesses the category of an exception with an uninformative type by its message, or by the operation that raised it.
 */
function guessOf(name: string, message: string, frames: readonly PythonFrame[]): FailureCategory | undefined {
  if (/^(?:KeyError|LookupError)$/.test(name))
    return isReading(frames) || (isForeign(frames) && lacking.test(message)) ? 'bad-input' : undefined;
  if (name === 'SyntaxError' || !leavesItToMessage(name)) return undefined;
  const stated = categoryOfMessage(message);
  if (stated !== undefined || !isForeign(frames)) return stated;
  if (ofNumbers.test(message)) return 'bad-input';
  const guess = /\b(?:column|field|variable|key)s?\b/i.test(message) ? undefined : categoryOfLine(message);
  if (guess !== undefined && libraryWords.has(guess)) return guess;
  return isReading(frames) ? 'bad-input' : undefined;
}

const lacking = /[\w'"\]] (?:is |was )?not (?:found|in)\b|\bno (?:object|variable|dataset|extension|column) named\b/i;

/** Matches messages of libraries whose computation has no result, usually because of the input. */
const ofNumbers =
  /\bNaNs?\b|\binf(?:inity|inite)?\b|\bconverge|\bdiverge|\bsingular\b|\binvertible\b|\bill-conditioned\b|\binfeasible\b|\bdefinite\b|\btolerance\b/i;

/** Checks whether a library raised one of its own types, which usually means that its input is wrong. */
function isOfLibrary(fullName: string, frames: readonly PythonFrame[]): boolean {
  return fullName.includes('.') && isForeign(frames);
}

function isForeign(frames: readonly PythonFrame[]): boolean {
  const innermost = frames.at(-1)?.file;
  return innermost !== undefined && !isOwnFile(innermost);
}

/** Checks whether a library was reading something on behalf of the user's code. */
function isReading(frames: readonly PythonFrame[]): boolean {
  const called = frames.slice(frames.findLastIndex(({ file }) => isOwnFile(file)) + 1);
  return called.some(
    ({ file, within = '' }) => !file.includes('importlib') && reading.test(within.slice(within.lastIndexOf('.') + 1)),
  );
}

function narrowOf(category: FailureCategory): Narrowness {
  return category === 'exception-in-user-code' ? 'failed' : 'kind';
}

/** Classifies an exception that wraps a child process by how the child ended. */
function wrapperClass(name: string, message: string): ExceptionClass {
  if (/^(?:BrokenProcessPool|TerminatedWorkerError)$/.test(name) && !/SIGKILL/.test(message))
    return { category: 'crash-signal', narrow: 'kind', weight: 'echo' };
  const category = categoryOfStatedExit(message);
  if (category !== undefined) return { category, narrow: 'kind', weight: 'echo' };
  return { category: 'exception-in-user-code', narrow: 'failed', weight: 'echo' };
}
