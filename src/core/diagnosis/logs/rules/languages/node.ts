import type { FailureCategory } from '../../../explanation/category.ts';
import type { Finding, Frame, Narrowness, Rules } from '../../engine/finding.ts';
import { readStack, type Stack } from '../../engine/stack.ts';
import type { LogText } from '../../engine/text/logText.ts';
import { findMeaning, says } from '../../engine/words.ts';
import { codeMeanings, mentionsAnother } from '../../lexicon/codes.ts';
import { categoryOfException } from '../../lexicon/lexicon.ts';
import { categoryOfLibraryType, categoryOfType, guessOfType } from '../../lexicon/typeNames.ts';
import { header as traceback } from './pythonTraceback.ts';

const header =
  /^\s*(?:error: Uncaught |Uncaught |\[?Unhandled\w*: |\S+ )?(?:\(in promise\) )?\[?(?<name>[A-Z]\w*)(?: \[(?<code>[\w]+)\])?(?::(?: (?<message>.*))?)?$/;
const announcedHeader =
  /(?:: |[\])] )(?<name>(?:[A-Z]\w*)?(?:Error|Exception))(?: \[(?<code>[\w]+)\])?(?::(?: (?<message>.*))?)?$/;
const causeMark = /^\s+\[cause\]: /;
/** Matches the start of the errors in an aggregate, the first of which gives the reason. */
const errorsMark = /^\s+\[?errors\]?: \[$/;
/** Matches a frame, which Vitest marks with an arrow. */
const stackFrame =
  /^\s+(?:at|❯) (?:async )?(?:[^()]+ \()?(?:file:\/\/)?(?<file>(?:[A-Za-z]:)?[^\s():]+):(?<at>\d+):\d+\)?(?: \{)?$/;
const stackOther = /^\s+(?:at|❯) |^\s+\.\.\. \d|^Require stack:|^- \S|^for call at$|^\s+-{10,}$/;
const sourceLine = /^(?:file:\/\/)?(?<file>(?:[A-Za-z]:)?[^\s:]+):(?<at>\d+)$/;

/** Codes of Node.js that have a different meaning, or none, elsewhere. */
const codes: ReadonlyMap<string, FailureCategory> = new Map(
  Object.entries<FailureCategory>({
    MODULE_NOT_FOUND: 'missing-module',
    ERR_MODULE_NOT_FOUND: 'missing-module',
    ERR_DLOPEN_FAILED: 'dependency-version',
    ESOCKETTIMEDOUT: 'network',
    ECONNABORTED: 'network',
    ABORT_ERR: 'timeout',
    UND_ERR_CONNECT_TIMEOUT: 'network',
    UND_ERR_HEADERS_TIMEOUT: 'network',
    UND_ERR_BODY_TIMEOUT: 'network',
    ERR_TLS_CERT_ALTNAME_INVALID: 'network-tls',
    EPROTO: 'network-tls',
    EMFILE: 'other',
    EBUSY: 'lock-contention',
    EISDIR: 'bad-arguments',
    ENOTDIR: 'bad-arguments',
    ERR_WORKER_OUT_OF_MEMORY: 'out-of-memory',
    ERR_OSSL_EVP_UNSUPPORTED: 'dependency-version',
    ERR_REQUIRE_ESM: 'dependency-version',
    ERR_PARSE_ARGS_UNKNOWN_OPTION: 'bad-arguments',
  }),
);

/** Rules for Node.js, Deno, and Bun. */
export const nodeRules = {
  'node-error': {
    on: [
      'Error: ',
      'Error [',
      'Exception: ',
      'Exception [',
      'AssertionError',
      ' [Error]: ',
      'UnhandledPromiseRejection: ',
      'error: Uncaught ',
    ],
    read: readError,
  },
  'node-heap-exhausted': { like: 'JavaScript heap out of memory', category: 'out-of-memory', weight: 'verdict' },
  'node-missing-module': { like: "Error: Cannot find module '{what}'", category: 'missing-module' },
  'node-bad-option': { like: 'node: bad option: {what}', category: 'bad-arguments' },
} satisfies Rules;

function headerOf(text: string): Readonly<Record<string, string | undefined>> | undefined {
  return (header.exec(text) ?? announcedHeader.exec(text))?.groups;
}

function readError(log: LogText, line: number): Finding | undefined {
  const found = headerOf(log.text(line).replace(causeMark, ''));
  if (found?.['name'] === undefined) return undefined;
  const stack = stackBelow(log, line);
  const place = placeAbove(log, line);
  if (stack === undefined && place === undefined) return undefined;
  const message = reasonOf(found['message'] ?? '');
  const isCode = found['name'] === 'SyntaxError' && !/JSON/.test(message) && !parsesData(log, stack);
  const code = found['code'] ?? codeOf(log, line, stack);
  const { category, narrow } = classify(found['name'], code, message, isCode, isOfLibrary(log, stack));
  const inner = stack === undefined ? undefined : causeBelow(log, stack);
  if (inner !== undefined)
    return {
      ...inner,
      frame: inner.frame ?? stack?.frame,
      covers: [...above(log, line, place), line, ...(stack?.lines ?? []), ...(inner.covers ?? [])],
    };
  const isEcho = message.startsWith('Command failed') || mentionsAnother(message);
  const own = stack?.frame ?? (/SyntaxError/.test(found['name']) ? place : undefined);
  return {
    line,
    category,
    narrow,
    weight: isEcho ? 'echo' : 'cause',
    subject:
      found['name'] === 'SyntaxError' ? undefined : (/'([^']+)'/.exec(message) ?? /spawn (\S+) E/.exec(message))?.[1],
    frame: isCode ? (place ?? own) : own,
    covers: [...above(log, line, place), line, ...(stack?.lines ?? [])],
    details: isEcho ? undefined : between(line, (stack?.lines[0] ?? line) - 1),
  };
}

function isOfLibrary(log: LogText, stack: Stack | undefined): boolean {
  return /[\\/]node_modules[\\/]/.test(log.text(stack?.lines[0] ?? -1));
}

/** Checks whether the text that could not be parsed is data, which may take several lines of the message. */
function parsesData(log: LogText, stack: Stack | undefined): boolean {
  return stack?.lines.some((line) => /^\s+at JSON\.parse \(/.test(log.text(line))) ?? false;
}

/** Returns the reason for a rejection, which Node.js puts after a long explanation; for other errors, the message. */
function reasonOf(message: string): string {
  const stated = 'rejected with the reason "';
  const at = message.startsWith('This error originated') ? message.indexOf(stated) : -1;
  return at === -1 ? message : message.slice(at + stated.length);
}

function between(first: number, last: number): number[] {
  return Array.from({ length: Math.max(0, last - first) }, (_, index) => first + 1 + index);
}

/** Finds the cause of an error, printed among its properties. */
function causeBelow(log: LogText, stack: Stack): Finding | undefined {
  let at = log.next(stack.last);
  for (let seen = 0; at !== -1 && seen < 10; at = log.next(at), seen++) {
    if (causeMark.test(log.text(at))) return readError(log, at);
    if (errorsMark.test(log.text(at))) return readError(log, log.next(at));
    if (!/^\s/.test(log.text(at))) return undefined;
  }
  return undefined;
}

/** Matches a Java exception reported by Python, whose stack is not Python's own. */
const quotedJava = /^: (?:[a-z]\w{0,60}\.){1,9}[A-Z]/;

/** Matches a call in a .NET stack, which has no space before its parameters. */
const calledByNet = /^\s+at [^\s(]+\([^()]*\)(?: in .+:line \d+)?$/;

const longestMessage = 40;

function stackBelow(log: LogText, line: number): Stack | undefined {
  for (let at = line, seen = 0; at !== -1 && seen < longestMessage; at = log.next(at), seen++) {
    const next = log.next(at);
    if (next === -1 || quotedJava.test(log.text(next)) || log.text(next).startsWith(traceback)) return undefined;
    if (/Error|Exception/.test(log.text(next)) && header.test(log.text(next))) return undefined;
    if (
      /^\s+(?:at [^\t]|❯ \S+:\d)/.test(log.text(next)) &&
      !/\.(?:java|scala|kt):\d+\)$|\(Native Method\)/.test(log.text(next)) &&
      !calledByNet.test(log.text(next))
    )
      return readStack(log, at, stackFrame, stackOther);
  }
  return undefined;
}

/** Finds the source line that threw, which Node.js prints above the error: place, code, caret, and an empty line. */
function placeAbove(log: LogText, line: number): Frame | undefined {
  for (let at = log.previous(line), seen = 0; at !== -1 && seen < 5; at = log.previous(at), seen++) {
    const found = sourceLine.exec(log.text(at))?.groups;
    if (found?.['file'] === undefined) continue;
    const caret = /^\s*\^+\s*$/.test(log.text(log.next(log.next(at))));
    return caret && !found['file'].startsWith('node:') ? { file: found['file'], line: Number(found['at']) } : undefined;
  }
  return undefined;
}

function above(log: LogText, line: number, place: Frame | undefined): number[] {
  if (place === undefined) return [];
  const lines: number[] = [];
  for (let at = log.previous(line); at !== -1 && lines.length < 5; at = log.previous(at)) {
    lines.unshift(at);
    if (sourceLine.test(log.text(at))) break;
  }
  return lines;
}

/** Returns the code of a system error, which is printed as a property after the stack. */
function codeOf(log: LogText, line: number, stack: Stack | undefined): string | undefined {
  let at = log.next(stack?.last ?? line);
  for (let seen = 0; at !== -1 && seen < 8; at = log.next(at), seen++) {
    const code = /^\s+code: '([A-Z_\d]+)'/.exec(log.text(at))?.[1];
    if (code !== undefined) return code;
  }
  return undefined;
}

function classify(
  name: string,
  code: string | undefined,
  message: string,
  isCode: boolean,
  ofLibrary: boolean,
): { category: FailureCategory; narrow: Narrowness } {
  if (says(message, [/^spawn |spawnSync /, / ENOENT/])) return { category: 'missing-program', narrow: 'exact' };
  if (/cannot open shared object file|specified module could not be found/.test(message))
    return { category: 'missing-module', narrow: 'exact' };
  const stated = code ?? /^(?:\w+: )?(E[A-Z]+)\b/.exec(message)?.[1] ?? / (E[A-Z]+)(?: |$)/.exec(message)?.[1];
  const category = stated === undefined ? undefined : (codes.get(stated) ?? findMeaning(stated, codeMeanings));
  if (category !== undefined) return { category, narrow: 'exact' };
  if (message.endsWith('allocation failed')) return { category: 'out-of-memory', narrow: 'exact' };
  if (isCode) return { category: 'exception-in-user-code', narrow: 'failed' };
  const type = name === 'SyntaxError' ? 'JsonSyntaxError' : name;
  const meant =
    categoryOfType(code ?? '') ??
    categoryOfException(type, message) ??
    guessOfType(code ?? '') ??
    (ofLibrary && name !== 'Error' ? categoryOfLibraryType(name) : undefined);
  return meant === undefined
    ? { category: 'exception-in-user-code', narrow: 'failed' }
    : { category: meant, narrow: 'kind' };
}
