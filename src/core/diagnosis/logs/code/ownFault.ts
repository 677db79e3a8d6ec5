import { type Finding, toFirstLine } from '../engine/finding.ts';
import type { LogText } from '../engine/text/logText.ts';
import { isOwnFile } from './ownCode.ts';

/** The place of a call in a traceback of Python, the innermost directly above the message. */
const calledAt = /^\s*File "([^"]{1,1000})", line \d/;
/** The innermost call in a stack of Node.js, directly below the message, if it is in a package. */
const calledInPackage = /^\s*at .{0,200}\((?:file:\/\/)?(\S{0,500}\/node_modules\/\S{1,500}?):\d+:\d+\)/;
/** Exceptions that say of a call that it was wrong, wherever they are thrown. */
const ofCall =
  /^(?:\w{1,60}\.){0,8}(?:Type|Attribute|Name|Index|Key|UnboundLocal|Syntax|Indentation|Assertion|ZeroDivision|NotImplemented|Recursion|Value|Lookup|Import)Error\b/;
/** Maximum number of lines between a place and the message: the line of code and signs below it. */
const linesOfPlace = 6;

/**
 * Judges whose code failed. The user's own, when it threw the exception, because a package's own exceptions are just as
 * often about its surroundings. Undefined when no line of code is indicated, and when a package says that it was
 * called wrongly.
 */
export function judgeFault(cause: Finding, log: LogText): 'own' | 'foreign' | undefined {
  const thrown = findThrowing(cause, log);
  if (cause.frame === undefined || !isOwnFile(cause.frame.file))
    return thrown !== undefined && !isOwnFile(thrown) ? 'foreign' : undefined;
  if (thrown === undefined || isOwnFile(thrown)) return 'own';
  // A package that says it was called wrongly may have been given wrong data as well.
  return ofCall.test(log.text(cause.line).trim()) ? undefined : 'foreign';
}

/** Returns the file in which an exception was thrown, from the traceback above its message or the stack below it. */
function findThrowing(cause: Finding, log: LogText): string | undefined {
  const first = Math.max(toFirstLine(cause), cause.line - linesOfPlace);
  for (let line = cause.line - 1; line >= first; line--) {
    const file = calledAt.exec(log.text(line))?.[1];
    if (file !== undefined) return file;
  }
  return calledInPackage.exec(log.text(cause.line + 1))?.[1];
}
