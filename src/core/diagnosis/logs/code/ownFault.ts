import { type Finding, toFirstLine } from '../engine/finding.ts';
import type { LogText } from '../engine/text/logText.ts';
import { isOwnFile } from './ownCode.ts';

/** Matches a call in a Python traceback; the innermost call is directly above the message. */
const calledAt = /^\s*File "([^"]{1,1000})", line \d/;
/** Matches the innermost call in a Node.js stack, directly below the message, if it is in a package. */
const calledInPackage = /^\s*at .{0,200}\((?:file:\/\/)?(\S{0,500}\/node_modules\/\S{1,500}?):\d+:\d+\)/;
/**
 * Matches exceptions that mean that a call was wrong, wherever they are thrown. A package's assertion is as often about
 * its environment or data.
 */
const ofCall =
  /^(?:\w{1,60}\.){0,8}(?:Type|Attribute|Name|Index|Key|UnboundLocal|Syntax|Indentation|ZeroDivision|NotImplemented|Recursion|Value|Lookup|Import)Error\b/;
/** Maximum number of lines between a place and the message: the line of code and the marks below it. */
const linesOfPlace = 6;

/**
 * Judges whose code failed. The user's code is at fault if it threw the exception, because a package's own exceptions
 * are just as often about its environment. Undefined if no line of code is indicated, or if a package reports that it
 * was called incorrectly.
 */
export function judgeFault(cause: Finding, log: LogText): 'own' | 'foreign' | undefined {
  const byPackage = isThrownByPackage(cause, log);
  if (cause.frame === undefined || !isOwnFile(cause.frame.file)) return byPackage ? 'foreign' : undefined;
  if (!byPackage) return 'own';
  // A package that reports an incorrect call may also have received incorrect data.
  return ofCall.test(log.text(cause.line).trim()) ? undefined : 'foreign';
}

/** Checks whether a package threw an exception, rather than the user's code: its reason may lie outside that code. */
export function isThrownByPackage(cause: Finding, log: LogText): boolean {
  const thrown = findThrowing(cause, log);
  return thrown === undefined ? isThrownByClass(cause, log.text(cause.line + 1)) : !isOwnFile(thrown);
}

/** Matches the name of a package in the path of one of its files. */
const packageOf =
  /[\\/](?:site-packages|dist-packages|node_modules|\.julia[\\/]packages)[\\/]((?:@[\w.-]{1,60}[\\/])?\w[\w.-]{1,60})(?=[\\/])/g;

/** Returns the name of the installed package whose code threw an exception; undefined if none is known to have. */
export function findThrowingPackage(cause: Finding, log: LogText): string | undefined {
  return [...(findThrowing(cause, log) ?? '').matchAll(packageOf)].at(-1)?.[1];
}

/** Returns the file in which an exception was thrown, from the traceback above its message or the stack below it. */
function findThrowing(cause: Finding, log: LogText): string | undefined {
  const first = Math.max(toFirstLine(cause), cause.line - linesOfPlace);
  for (let line = cause.line - 1; line >= first; line--) {
    const file = calledAt.exec(log.text(line))?.[1];
    if (file !== undefined) return file;
  }
  return calledInPackage.exec(log.text(cause.line + 1))?.[1] ?? findJuliaCall(cause.line, log);
}

/** Matches the file of the innermost call of a Julia stack, which newer versions name in a line of its own. */
const calledInJulia = /^\s*(?:\[1\] .{1,400} at|@ \S{1,60}) (\S{1,500}\.jl):\d/;

/** Returns the file of the innermost call in the Julia stack below a message. */
function findJuliaCall(message: number, log: LogText): string | undefined {
  const first = [1, 2].map((below) => message + below).find((line) => /^\s*\[1\] /.test(log.text(line)));
  if (first === undefined) return undefined;
  return (calledInJulia.exec(log.text(first)) ?? calledInJulia.exec(log.text(first + 1)))?.[1];
}

/** Matches the innermost call of a Java stack, directly below the message. */
const calledInClass =
  /^\s*at (?:[\w.-]{1,60}\/\/?)?((?:[\w$]{1,60}\.){1,12})[\w$<>]{1,80}\((\w{1,80}\.(?:java|kt|scala|groovy)):(\d{1,7})\)/;
/** Matches classes of the runtime, whose exceptions are about how they were called. */
const ofRuntime = /^(?:javax?|jdk|sun|com\.sun|kotlin|scala)\./;

/** Checks whether a call further in than the user's innermost one threw a Java exception. */
function isThrownByClass({ frame }: Finding, below: string): boolean {
  const [, type = '', file, line] = calledInClass.exec(below) ?? [];
  if (frame === undefined || file === undefined || ofRuntime.test(type)) return false;
  return !frame.file.endsWith(file) || frame.line !== Number(line);
}
