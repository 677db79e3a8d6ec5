import type { FailureCategory } from '../../../explanation/category.ts';
import type { Finding, Frame, Rules } from '../../engine/finding.ts';
import { oncePerLine } from '../../engine/oncePerLine.ts';
import type { LogText } from '../../engine/text/logText.ts';
import { categoryOfException } from '../../lexicon/lexicon.ts';

const header = /^(?:\([^)]*\) )?(?<name>[A-Z][\w.]*Exception)(?: ?\((?<code>[^)]*)\))?(?: ?:(?: (?<message>.*))?)?$/;
/** Matches an exception that a logger writes after its own text; the namespace identifies the exception. */
const loggedHeader = /[\s|](?<name>(?:[A-Z]\w*\.)+[A-Z]\w*Exception)(?: \((?<code>[^)]*)\))?(?:: (?<message>.*))?$/;
/** Text before an exception, depending on how it was reported. */
const marks = [
  'FATAL UNHANDLED EXCEPTION: ',
  'Unhandled exception. ',
  'Unhandled Exception: ',
  'Unhandled exception: ',
  'Exception Info: ',
  'Fatal error. ',
  '---> ',
];
/** Matches an assembly's name in or below a message in any language: `Loader, Version=1.0.0.0, Culture=neutral`. */
const assembly = /, Version=\d[\d.]{0,30}, Culture=/;
/** Precedes an inner exception in the same line, as written by .NET Framework and Mono. */
const innerInLine = ' ---> ';
const placeEnd = /:line (?<at>\d+)$|(?<=\.(?:cs|fs|vb)):(?<mono>[1-9]\d*) ?$/;
/** Matches Mono's line above an uncaught exception. `platformType` matches platform types, which need no stack. */
const unhandled = /^\s*Unhandled [Ee]xception:$|FATAL UNHANDLED EXCEPTION: /;
const platformType = /^(?:System|Microsoft)\.(?:\w+\.)*[A-Z]\w*Exception: /;
/** Matches a frame in the runtime's display languages; Mono may not indent frames. */
const frameStart = /^\s+(?:at|在|於|à|bei|в|em|場所) \S|^at (?:\(wrapper |\S+ \(.*\) \[0x)/;
const anyFrame =
  /^at (?:\(wrapper |\S+ \(.*\) \[0x)|^\s+(?:(?:at|在|於|à|bei|в|em|場所) \S|--- End of|\[Inner|(?:File name|Parameter name|Actual value|Fusion log): )|^--- End of|^(?:File name|Parameter name|Actual value): |^Unhandled/;
/** Matches sources of the runtime and of packages, as named on their build machines. */
const foreignSource = /^(?:\/_\/|f:\\dd\\)/i;
/** Matches code of the platform and of common packages; other code from a build machine is the user's own. */
const foreignCode =
  /^\s+at (?:System|Microsoft|Azure|Internal|Interop|Newtonsoft|Grpc|Google|Npgsql|Polly|Serilog|NLog|log4net|Castle|Autofac|RestSharp|Dapper|CsvHelper|MongoDB|StackExchange|Xunit|NUnit)\./;

/** Types that have a different meaning in other languages. */
const kinds: ReadonlyMap<string, FailureCategory> = new Map(
  Object.entries<FailureCategory>({
    StackOverflowException: 'crash-signal',
    AuthenticationException: 'network-tls',
    TaskCanceledException: 'timeout',
  }),
);

interface Block {
  readonly at: number;
  readonly category: FailureCategory;
  readonly exact: boolean;
  frame: Frame | undefined;
}

/** Rules for exceptions from .NET, its host, and its build tools. */
export const dotnetRules = {
  'dotnet-exception': {
    on: ['Exception:', 'Exception (', 'Exception : ', 'Exception(', 'Unhandled ', 'Fatal error. ', 'xception\n'],
    read: readException,
  },
  'dotnet-missing-assembly': {
    like: "Could not load file or assembly '{what}",
    unless: /manifest definition does not match|incorrect format/,
    category: 'missing-module',
  },
  'dotnet-missing-framework': {
    like: [
      'You must install or update .NET',
      'It was not possible to find any compatible framework',
      'was not found.\n  - No frameworks',
    ],
    category: 'dependency-version',
  },
  'dotnet-missing-host-library': {
    like: [
      'A fatal error was encountered. The library',
      'he required library {what} could not be found',
      'Failed to resolve {what} [not found]',
      'You must install .NET ',
    ],
    category: 'missing-module',
    narrow: 'unmistakable',
  },
  'dotnet-application-not-found': {
    like: 'Could not execute because the application was not found',
    category: 'missing-file',
  },
  'dotnet-missing-application': { like: 'The application to execute does not exist', category: 'missing-file' },
  'dotnet-missing-icu': { like: "Couldn't find a valid ICU package", category: 'missing-module' },
  'dotnet-response-unauthorized': {
    like: ['success: 401 (Unauthorized)', 'success: 403 (Forbidden)'],
    category: 'auth-storage',
    narrow: 'stated',
  },
  'dotnet-missing-argument': {
    like: [
      "Required argument missing for command: '",
      "Unrecognized command or argument '",
      "^Option '{what}' is required.",
      '^Required command was not provided.',
    ],
    category: 'bad-arguments',
  },
  'dotnet-missing-project': { like: "Couldn't find a project to run", category: 'missing-file' },
  'dotnet-unknown-command': {
    like: 'Could not execute because the specified command or file was not found',
    category: 'missing-file',
  },
  'dotnet-terminated': { like: 'Process terminated. ', category: 'crash-signal', weight: 'error' },
  'dotnet-out-of-memory': { like: ['^Out of memory.$', 'GC heap initialization failed'], category: 'out-of-memory' },
  'dotnet-internal-error': { like: '^Fatal error. Internal CLR', category: 'crash-signal' },
} satisfies Rules;

/** Maximum number of message lines before the first frame, where the Azure SDK prints headers. */
const longestMessage = 24;
const longestTrace = 600;

/** An exception with its inner exceptions, outermost first, and the lines of all of them. */
interface Trace {
  readonly blocks: readonly [Block, ...Block[]];
  readonly lines: readonly number[];
  readonly details: readonly number[];
}

function readException(log: LogText, line: number): Finding | undefined {
  const first = toBlock(log, line);
  if (first === undefined) return undefined;
  const { blocks, lines, details } = readTrace(log, first);
  if (lines.length === 1 && !isSurelyDotnet(log, line)) return undefined;
  const root = rootOf(blocks);
  const isAssembly =
    root.category === 'missing-file' &&
    lines.map((at) => log.text(at)).some((text) => /^\s*File name: /.test(text) && assembly.test(text));
  return {
    line: root.at,
    category: isAssembly ? 'missing-module' : root.category,
    narrow: root.category === 'exception-in-user-code' ? 'failed' : root.exact ? 'exact' : 'kind',
    weight: 'cause',
    subject: /'([^']*)'/.exec(log.text(root.at).split(innerInLine).at(-1) ?? '')?.[1],
    frame: root.frame ?? blocks.findLast((block) => block.frame !== undefined)?.frame,
    covers: lines,
    details,
  };
}

/** Returns true if an exception without a stack trace has a sign that only .NET prints. */
function isSurelyDotnet(log: LogText, line: number): boolean {
  const text = log.text(line);
  return (
    /Unhandled| ---> /.test(text) ||
    unhandled.test(text) ||
    unhandled.test(log.text(log.previous(line))) ||
    platformType.test(text)
  );
}

/**
 * Returns the innermost exception, unless only an outer one shows the category. For a timeout, returns the outermost
 * one, which has the duration; the inner ones only show how the wait was interrupted.
 */
function rootOf(blocks: readonly [Block, ...Block[]]): Block {
  const decisive =
    blocks.findLast(({ category }) => category !== 'exception-in-user-code') ?? blocks.at(-1) ?? blocks[0];
  return blocks.find(({ category }) => category === 'timeout' && category === decisive.category) ?? decisive;
}

/** Reads a trace: inner exceptions follow the message of the outer one, and their frames precede the outer frames. */
function readTrace(log: LogText, first: Block): Trace {
  const blocks: [Block, ...Block[]] = [first];
  const lines = [first.at];
  const details: number[] = [];
  const open = [first];
  let framed = false;
  for (
    let line = log.next(first.at);
    line !== -1 && lines.length < longestTrace;
    line = readTraceLine(log, line).next
  ) {
    const { isInner, isEnd, isPart, isFrame, frame } = readTraceLine(log, line);
    const inner = isInner ? toBlock(log, line) : undefined;
    if (inner !== undefined) {
      blocks.push(inner);
      open.push(inner);
    } else if (isEnd) {
      open.pop();
    } else if (!isPart) {
      if (framed || details.length === longestMessage) break;
      details.push(line);
      continue;
    }
    framed ||= isFrame;
    const block = open.at(-1);
    if (block !== undefined) block.frame ??= frame;
    lines.push(line);
  }
  return framed || blocks.length > 1 ? { blocks, lines, details } : { blocks, lines: [first.at], details: [] };
}

/** Reads a line of a trace. Cached, because each of many inner exceptions is followed by the lines of all others. */
const readTraceLine = oncePerLine((log, line) => {
  const text = log.text(line);
  return {
    isInner: /^\s*---> /.test(text),
    isEnd: /--- End of inner exception/.test(text),
    isPart: anyFrame.test(text),
    isFrame: frameStart.test(text),
    frame: toDotnetFrame(text),
    next: log.next(line),
  };
});

function toBlock(log: LogText, line: number): Block | undefined {
  const head = readHead(log, line);
  return head && { at: line, ...head, frame: undefined };
}

const readHead = oncePerLine((log, line): Pick<Block, 'category' | 'exact'> | undefined => {
  const text = withoutMark(log.text(line));
  const found = (header.exec(text) ?? loggedHeader.exec(text))?.groups;
  return found?.['name'] === undefined ? undefined : classifyLine(found['name'], found['message'] ?? '', found['code']);
});

/** Returns the innermost exception of a line, unless only an outer one shows the category. */
function classifyLine(
  name: string,
  message: string,
  code: string | undefined,
): { category: FailureCategory; exact: boolean } {
  const [own = '', ...inner] = message.split(innerInLine);
  const kinds = inner.flatMap((text) => {
    const found = header.exec(text)?.groups;
    return found?.['name'] === undefined ? [] : [classify(found['name'], found['message'] ?? '', found['code'])];
  });
  const outer = classify(name, own, code);
  return kinds.findLast(({ category }) => category !== 'exception-in-user-code') ?? outer;
}

function withoutMark(text: string): string {
  for (const mark of marks) {
    const at = text.indexOf(mark);
    if (at !== -1) return text.slice(at + mark.length);
  }
  return text.trimStart();
}

/** Reads a frame's place: `   at A.B() in /src/L.cs:line 18`, or in Mono `  at A.B () [0x00047] in /src/L.cs:18 `. */
function toDotnetFrame(text: string): Frame | undefined {
  const end = placeEnd.exec(text);
  const start = text.lastIndexOf(' in ');
  if (end === null || start === -1 || !/^\s*at /.test(text)) return undefined;
  const file = text.slice(start + ' in '.length, end.index);
  if (foreignSource.test(file) || foreignCode.test(text)) return undefined;
  return { file, line: Number(end.groups?.['at'] ?? end.groups?.['mono']) };
}

/** Checks whether an assembly that failed to load exists in another version or for another processor. */
function isOther(type: string, message: string): boolean {
  return (
    /^(?:FileLoad|BadImageFormat)/.test(type) || /manifest definition does not match|incorrect format/.test(message)
  );
}

function classify(
  name: string,
  message: string,
  code: string | undefined,
): { category: FailureCategory; exact: boolean } {
  const short = name.slice(name.lastIndexOf('.') + 1);
  if (
    /Could not load file or assembly/.test(message) ||
    (/^File(?:NotFound|Load)/.test(short) && assembly.test(message))
  )
    return { category: isOther(short, message) ? 'dependency-version' : 'missing-module', exact: true };
  if (/Name or service not known|No such host is known|nodename nor servname/.test(message))
    return { category: 'network-dns', exact: true };
  if (/SSL connection could not be established|remote certificate is invalid/.test(message))
    return { category: 'network-tls', exact: true };
  if (
    /An error occurred trying to start process|The system cannot find the file specified/.test(message) &&
    short === 'Win32Exception'
  )
    return { category: 'missing-program', exact: true };
  if (/being used by another process/.test(message)) return { category: 'lock-contention', exact: true };
  if (/No space left on device|not enough space on the disk/.test(message))
    return { category: 'disk-full', exact: true };
  if (code !== undefined && short === 'SocketException' && /^(?:11|110)?01$/.test(code))
    return { category: 'network-dns', exact: true };
  if (
    /Operation cancell?ed|operation was cancell?ed\.?$/i.test(message) &&
    !/^(?:Task|Operation)Cancell?ed/.test(short)
  )
    return { category: 'exception-in-user-code', exact: false };
  const category = kinds.get(short) ?? categoryOfException(short, message);
  return { category: category ?? 'exception-in-user-code', exact: false };
}
