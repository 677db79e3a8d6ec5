import type { FailureCategory } from '../category.ts';
import type { Frame, Narrowness, Weight } from './finding.ts';
import { Template } from './template.ts';
import { guessFromMessage } from './wording.ts';
import { says, type Words } from './words.ts';

export interface ExceptionClass {
  readonly category: FailureCategory;
  readonly narrow: Narrowness;
  readonly weight: Weight;
  readonly subject?: string | undefined;
}

/** Types whose name alone tells the kind of failure; the last part of a dotted name. */
const kinds: Readonly<Record<string, FailureCategory>> = {
  FileNotFoundError: 'missing-file',
  NoSuchFile: 'missing-file',
  ResourceNotFoundError: 'missing-file',
  ModuleNotFoundError: 'missing-module',
  PackageNotFoundError: 'missing-module',
  PermissionError: 'permission',
  MemoryError: 'out-of-memory',
  _ArrayMemoryError: 'out-of-memory',
  KilledWorker: 'out-of-memory',
  NotFoundError: 'missing-file',
  NotFound: 'missing-file',
  DataLossError: 'bad-input',
  DeadlineExceededError: 'timeout',
  DeadlineExceeded: 'timeout',
  UnavailableError: 'network',
  EndpointConnectionError: 'network',
  SSHException: 'network',
  BadStatusLine: 'network',
  PermissionDeniedError: 'permission',
  AuthenticationException: 'permission',
  Forbidden: 'auth-storage',
  DefaultCredentialsError: 'auth-storage',
  CredentialUnavailableError: 'auth-storage',
  TooManyRequests: 'throttled',
  ServiceUnavailable: 'service',
  InvalidURL: 'bad-arguments',
  MissingSchema: 'bad-arguments',
  ComposerError: 'bad-input',
  ConstructorError: 'bad-input',
  UnicodeDecodeError: 'encoding-lineendings',
  UnicodeEncodeError: 'encoding-lineendings',
  UnicodeError: 'encoding-lineendings',
  JSONDecodeError: 'bad-input',
  ParserError: 'bad-input',
  ScannerError: 'bad-input',
  EmptyDataError: 'bad-input',
  BadZipFile: 'bad-input',
  BadGzipFile: 'bad-input',
  LZMAError: 'bad-input',
  UnidentifiedImageError: 'bad-input',
  UnpicklingError: 'bad-input',
  ReadError: 'bad-input',
  ParseError: 'bad-input',
  XMLSyntaxError: 'bad-input',
  ExpatError: 'bad-input',
  TOMLDecodeError: 'bad-input',
  DuplicateOptionError: 'bad-input',
  MissingSectionHeaderError: 'bad-input',
  NoSectionError: 'bad-input',
  NoOptionError: 'bad-input',
  ParsingError: 'bad-input',
  ValidationError: 'bad-input',
  EOFError: 'bad-input',
  Timeout: 'timeout',
  ArrowInvalid: 'bad-input',
  RasterioIOError: 'bad-input',
  TimeoutError: 'timeout',
  ReadTimeout: 'timeout',
  ReadTimeoutError: 'timeout',
  ServiceResponseTimeoutError: 'timeout',
  TimeoutExpired: 'timeout',
  JobTimeoutError: 'timeout',
  ConnectTimeout: 'network',
  ConnectTimeoutError: 'network',
  ConnectionError: 'network',
  ConnectionRefusedError: 'network',
  ConnectionResetError: 'network',
  ConnectionAbortedError: 'network',
  NewConnectionError: 'network',
  MaxRetryError: 'network',
  RemoteDisconnected: 'network',
  IncompleteRead: 'network',
  ProtocolError: 'network',
  ProxyError: 'network',
  URLError: 'network',
  ServiceRequestError: 'network',
  gaierror: 'network-dns',
  NameResolutionError: 'network-dns',
  SSLError: 'network-tls',
  SSLCertVerificationError: 'network-tls',
  SSLEOFError: 'network-tls',
  ClientAuthenticationError: 'auth-storage',
  NoCredentialsError: 'auth-storage',
  VersionConflict: 'dependency-version',
  ContextualVersionConflict: 'dependency-version',
  DistributionNotFound: 'missing-module',
  KeyboardInterrupt: 'interrupted',
  FileExistsError: 'conflict',
  ResourceExistsError: 'conflict',
  AcceleratorError: 'gpu',
  LockError: 'lock-contention',
  BlockingIOError: 'lock-contention',
  NotADirectoryError: 'bad-arguments',
  IsADirectoryError: 'bad-arguments',
  GurobiError: 'license',
  HTTPError: 'network',
  UsageError: 'bad-arguments',
  ArgumentError: 'bad-arguments',
};

/** Types that report how another process or thread ended. */
const wrappers =
  /(?:^|\.)(?:CalledProcessError|ChildFailedError|ProcessRaisedException|ProcessExitedException|RemoteTraceback|RayTaskError|BrokenProcessPool|TerminatedWorkerError|WorkflowError|Py4JJavaError|PythonException|PanicException|PapermillExecutionError|CellExecutionError)$/;

/** Messages of exceptions raised because another program failed. */
const rewrapped =
  /\b(?:failed|exited|died|returned|finished|terminated) with (?:a )?(?:(?:non-?zero )?(?:exit |return )?(?:code|status)|exit) -?\d{1,5}\b|returned non-?zero|non-zero exit (?:code|status)/i;

/** What the message of an exception says more exactly than its type. The first that fits counts. */
const messages: readonly (readonly [type: RegExp, message: Words, category: FailureCategory])[] = [
  [/^OperationalError$/, /unable to open database file/, 'missing-file'],
  [/^OperationalError$/, /attempt to write a readonly database/, 'permission'],
  [/^OperationalError$/, /could not connect to server|Connection refused|connection to server/, 'network'],
  [/^error$/, /^unpack(?:_from)? requires a buffer|^Error -[35] while decompressing/, 'bad-input'],
  [/^Error$/, /Incorrect padding|Invalid base64|Non-base64/, 'bad-input'],
  [/^ValueError$/, /Cannot load file containing pickled|Failed to interpret file/, 'bad-input'],
  [/^ValueError$/, /contains? (?:NaN|infinity)|Input contains/, 'bad-input'],
  [/^TypeError$/, /Descriptors cannot/, 'dependency-version'],
  [/^ImportError$/, /cannot open shared object file|DLL load failed/, 'missing-module'],
  [/^ImportError$/, /undefined symbol|version `|incompatible|numpy\.core|_ARRAY_API|requires/, 'dependency-version'],
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
  [/^ValueError$/, /numpy\.dtype size changed|binary incompatibility/, 'dependency-version'],
  [
    /^ValueError$/,
    /could not convert string to|invalid literal for int|time data |Invalid isoformat|not enough values to unpack \(expected \d+, got \d+\)|unconverted data remains/,
    'bad-input',
  ],
  [/^(?:RuntimeError|OutOfMemoryError)$/, /CUDA|cuDNN|CUBLAS|NCCL|NVML|HIP error|NVIDIA/, 'gpu'],
  [/^RuntimeError$/, /DefaultCPUAllocator: can't allocate|DefaultCPUAllocator: not enough memory/, 'out-of-memory'],
  [/^(?:OSError|IOError)$/, /\[Errno 28\]/, 'disk-full'],
  [/^(?:OSError|IOError)$/, /\[Errno 122\]/, 'disk-full'],
  [/^(?:OSError|IOError)$/, /\[Errno 12\]/, 'out-of-memory'],
  [/^(?:OSError|IOError)$/, /\[Errno 8\]/, 'dependency-version'],
  [/^(?:OSError|IOError)$/, /\[Errno (?:30|1|13)\]/, 'permission'],
  [/^(?:OSError|IOError)$/, /\[Errno (?:9[89]|10[0-9]|11[0-3])\]/, 'network'],
  [/^(?:OSError|IOError)$/, /\[Errno 26\]/, 'lock-contention'],
  [/^(?:OSError|IOError)$/, /not found\.?$|does not exist/, 'missing-file'],
  [/^(?:OSError|IOError)$/, /cannot open shared object file/, 'missing-module'],
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

/** The file, module … that a message names. */
function subjectOf(message: string): string | undefined {
  for (const template of subjects) {
    const found = template.match(message)?.['what'];
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What kind of failure an exception is, from its type, its message and the code that raised it. */
export function classifyException(fullName: string, message: string, frames: readonly Frame[]): ExceptionClass {
  const name = fullName.slice(fullName.lastIndexOf('.') + 1);
  const subject = subjectOf(message);
  if (wrappers.test(fullName) || rewrapped.test(message)) return wrapperClass(name, message);
  if (name === 'FileNotFoundError' && frames.at(-1)?.file.endsWith('subprocess.py') === true)
    return { category: 'missing-program', narrow: 'exact', weight: 'cause', subject };
  for (const [type, pattern, category] of messages) {
    if (type.test(name) && says(message, pattern))
      return { category, narrow: narrowOf(category), weight: 'cause', subject };
  }
  if (/^(?:CancelledError|StopIteration|GeneratorExit)$/.test(name))
    return { category: 'exception-in-user-code', narrow: 'other', weight: 'cause' };
  if (name === 'OutOfMemoryError')
    return {
      category: /torch|cuda|cupy/i.test(fullName + message) ? 'gpu' : 'out-of-memory',
      narrow: 'exact',
      weight: 'cause',
    };
  const category = kinds[name] ?? guessOf(name, message) ?? 'exception-in-user-code';
  return { category, narrow: narrowOf(category), weight: 'cause', subject };
}

/** Types that say nothing; their messages may. */
function guessOf(name: string, message: string): FailureCategory | undefined {
  return /^(?:RuntimeError|Exception|OSError|IOError|ValueError|Error|SystemError|OperationalError|InternalError|\w*Exception)$/.test(
    name,
  )
    ? guessFromMessage(message)
    : undefined;
}

function narrowOf(category: FailureCategory): Narrowness {
  return category === 'exception-in-user-code' ? 'failed' : 'kind';
}

/** How a child process ended, as far as the wrapper tells. */
function wrapperClass(name: string, message: string): ExceptionClass {
  if (/^(?:BrokenProcessPool|TerminatedWorkerError)$/.test(name) && !/SIGKILL/.test(message))
    return { category: 'crash-signal', narrow: 'kind', weight: 'echo' };
  const signal = /SIG(KILL|SEGV|ABRT|BUS|ILL|FPE|TERM)\b/.exec(message)?.[1];
  const status = /exit status (-?\d{1,5})/.exec(message)?.[1];
  if (signal === 'KILL' || status === '137') return { category: 'out-of-memory', narrow: 'kind', weight: 'echo' };
  if (signal === 'TERM') return { category: 'interrupted', narrow: 'kind', weight: 'echo' };
  if (signal !== undefined || status === '139' || status === '134')
    return { category: 'crash-signal', narrow: 'kind', weight: 'echo' };
  if (status === '127') return { category: 'missing-program', narrow: 'kind', weight: 'echo' };
  return { category: 'exception-in-user-code', narrow: 'failed', weight: 'echo' };
}
