import { oncePerLine } from '../../engine/oncePerLine.ts';
import type { LogText } from '../../engine/text/logText.ts';
import { classifyException, type ExceptionClass, type PythonFrame } from './pythonExceptions.ts';

export const header = 'Traceback (most recent call last):';
const frameLine = /^[\s|>]*File "(?<file>[^"]+)", line (?<at>\d+)(?:, in (?<within>.+)|$)/;
const exceptionLine = /^[\s|]*([A-Za-z_][\w.]*)(?:: ?(.*))?$/;
const chainMarker =
  /(?:During handling of the above exception, another exception occurred|The above exception was the direct cause of the following exception):/;
/** Matches frames in the format of IPython and Spyder: `File x:\\run.py:12 in load`. */
const namedLine = /^\s*File (?<file>(?:[A-Za-z]:)?[^:"]{1,300}\.\w{1,5}):(?<at>\d+)(?:,? in (?<within>.+)|$)/;
/** Matches the name of Ray's own exception, below which Ray puts the frames of the worker. */
const remote = /\bRayTaskError\(\w+\): /;
/** Matches Twisted's separator between the waiting code and the code that it waited for. */
const between = /^-{3} <.{1,60}> -{3}$/;
/** Maximum number of lines of a message; after a longer message, a chained exception is not found. */
const longestMessage = 60;
const longestTraceback = 1200;

export interface Traceback {
  readonly exceptionAt: number;
  readonly name: string;
  readonly exception: ExceptionClass;
  readonly frames: readonly PythonFrame[];
}

/** A traceback with those that it is chained to, and the lines of all of them. */
export interface Chain {
  readonly tracebacks: readonly Traceback[];
  readonly lines: readonly number[];
  /** Frames of a final traceback that is cut off at the end of the output. */
  readonly brokenOff: readonly PythonFrame[];
}

/** A complete or incomplete traceback, with its lines and those up to the next one of the chain (header at `next`). */
interface Link {
  readonly read: ReturnType<typeof readOne>;
  readonly lines: readonly number[];
  readonly next: number;
}

/** Reads a traceback, starting at its header, and those that it is chained to. */
export function readChain(log: LogText, first: number): Chain {
  const tracebacks: Traceback[] = [];
  const lines: number[] = [];
  for (let line = first; line !== -1 && lines.length < longestTraceback; ) {
    const { read, lines: own, next } = readLink(log, line);
    for (const each of own) lines.push(each);
    if (read === undefined) break;
    if ('brokenOff' in read) return { tracebacks, lines, brokenOff: read.brokenOff };
    tracebacks.push(read);
    line = next;
  }
  return { tracebacks, lines, brokenOff: [] };
}

const readLink = oncePerLine((log, first): Link => {
  const lines: number[] = [];
  const read = readOne(log, first, lines);
  const next = read === undefined || 'brokenOff' in read ? -1 : findChained(log, read.exceptionAt, lines);
  return { read, lines, next };
});

/** Reads frames up to the line of the exception, which is indented no deeper than the header. */
function readOne(log: LogText, first: number, lines: number[]): Traceback | Pick<Chain, 'brokenOff'> | undefined {
  const lead = leadOf(log, first);
  const depth = lead === '' ? indentOf(log.text(first), header) : 0;
  const frames: PythonFrame[] = [];
  lines.push(first);
  for (let line = log.next(first); line !== -1 && lines.length < longestTraceback; line = log.next(line)) {
    const text = withoutLead(log.text(line), lead);
    lines.push(line);
    const frame = toFrame(text);
    if (frame !== undefined) frames.push(frame);
    else if (text !== '' && firstVisible(text) <= depth && !remote.test(text) && !between.test(text))
      return toTraceback(text, line, frames);
  }
  const isWhole = /^[\s|-]*Traceback/.test(log.text(first)) && lines.length < longestTraceback;
  return isWhole ? { brokenOff: frames } : undefined;
}

/**
 * Returns the prefix that a logger puts before every line of a traceback, such as `- ERROR - `, if the line after the
 * header also has it.
 */
function leadOf(log: LogText, first: number): string {
  const text = log.text(first);
  const lead = text.slice(0, text.indexOf(header));
  return /[^\s|]/.test(lead) && log.text(log.next(first)).startsWith(lead) ? lead : '';
}

function withoutLead(text: string, lead: string): string {
  return lead !== '' && text.startsWith(lead) ? text.slice(lead.length) : text;
}

/** Returns the frame that a line of a traceback names. */
export function toFrame(text: string): PythonFrame | undefined {
  const { file, at, within } = (frameLine.exec(text) ?? namedLine.exec(text))?.groups ?? {};
  return file === undefined ? undefined : { file, line: Number(at), within };
}

/** Reads a traceback that ends with the exception in this line; returns undefined if the line is not an exception. */
export function toTraceback(text: string, line: number, frames: readonly PythonFrame[]): Traceback | undefined {
  const found = exceptionLine.exec(text);
  if (found?.[1] === undefined || text.includes(header)) return undefined;
  const name = found[1].slice(found[1].lastIndexOf('.') + 1);
  return { exceptionAt: line, name, exception: classifyException(found[1], found[2] ?? '', frames), frames };
}

/** Returns the header line of the next traceback in the chain of this exception, or -1. */
function findChained(log: LogText, exceptionAt: number, lines: number[]): number {
  const passed: number[] = [];
  let chained = false;
  for (let line = log.next(exceptionAt); line !== -1 && passed.length < longestMessage; line = log.next(line)) {
    const text = log.text(line);
    if (text.includes(header)) {
      if (chained) for (const each of passed) lines.push(each);
      return chained ? line : -1;
    }
    if (chainMarker.test(text)) chained = true;
    passed.push(line);
  }
  return -1;
}

function indentOf(text: string, word: string): number {
  const at = text.indexOf(word);
  return /^[\s|]*$/.test(text.slice(0, at)) ? at : 0;
}

function firstVisible(text: string): number {
  const at = text.search(/[^\s|]/);
  return at === -1 ? text.length : at;
}
