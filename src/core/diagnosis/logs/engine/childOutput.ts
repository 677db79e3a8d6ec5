import type { LogExplanation, LoggedLine } from '../../explanation/explanation.ts';
import type { LogText } from './text/logText.ts';

/** Matches the heading under which an exception quotes the error output of the program that it ran. */
const heading = /^\W{0,4}(?:stderr|standard error|error output)(?: output)?\s?:?\W{0,4}$/i;
const linesToHeading = 12;
const longestOutput = 60;

/** Error output of a program, as quoted in the message of an exception. */
export interface ChildOutput {
  readonly text: string;
  /** Number of the line before its first. */
  readonly offset: number;
}

/** Finds the error output of a program that the exception at a line of a log quotes below its message. */
export function findChildOutput({ category, rootCause }: LogExplanation, log: LogText): ChildOutput | undefined {
  // Only the code that ran the program threw, so its own category says nothing.
  if (category !== 'exception-in-user-code') return undefined;
  const from = rootCause.line - 1;
  for (let line = from + 1; line <= Math.min(from + linesToHeading, log.lineCount - 2); line++) {
    if (!heading.test(log.text(line))) continue;
    const end = Math.min(line + 1 + longestOutput, log.lineCount);
    const lines = Array.from({ length: end - line - 1 }, (_, index) => log.text(line + 1 + index));
    return { text: lines.join('\n'), offset: line + 1 };
  }
  return undefined;
}

/** Returns the explanation of the output as that of the whole log; the user's code is still where the exception was. */
export function toWholeLog(inner: LogExplanation, outer: LogExplanation, { offset }: ChildOutput): LogExplanation {
  const move = (one: LoggedLine): LoggedLine => ({ ...one, line: one.line + offset });
  const { userFrame, userSource } = outer;
  return {
    ...inner,
    rootCause: move(inner.rootCause),
    evidence: [...inner.evidence.map(move), outer.rootCause],
    ...(inner.consequences === undefined ? {} : { consequences: inner.consequences.map(move) }),
    ...(inner.end === undefined ? {} : { end: move(inner.end) }),
    ...(userFrame === undefined ? {} : { userFrame }),
    ...(userSource === undefined ? {} : { userSource }),
  };
}
