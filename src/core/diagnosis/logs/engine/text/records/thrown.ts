import { isObject } from '../../../../../model/shape.ts';
import { toLines } from './logRecord.ts';

/** Maximum number of frames and causes of an exception that are read. */
const mostParts = 400;

/**
 * Returns the lines of an exception as its runtime prints them, from the form in which a logger stores it: a string, an
 * object with a stack, or (structlog, Log4j) objects for exceptions and frames. Empty for a word or two about an error.
 */
export function toStack(value: unknown): readonly string[] {
  if (typeof value === 'string') return toStackLines(value);
  if (Array.isArray(value))
    return value.slice(0, mostParts).flatMap((part) => (typeof part === 'string' ? toLines(part) : toStack(part)));
  return isObject(value) ? toThrownLines(value) : [];
}

/** Matches the spaces with which .NET loggers may join the lines of an exception. */
const joinedFrame = / {3,4}(?=at [\w.<>`[\]]{1,200}\()/g;

function toStackLines(text: string): readonly string[] {
  const lines = toLines(text.includes('\n') ? text : text.replaceAll(joinedFrame, '\n   '));
  return lines.length > 1 ? lines : [];
}

type Thrown = Readonly<Record<string, unknown>>;

function toThrownLines(thrown: Thrown): readonly string[] {
  const { exc_type: type, exc_value: said, frames } = thrown;
  if (typeof type === 'string' && Array.isArray(frames))
    return [
      'Traceback (most recent call last):',
      ...frames.slice(-mostParts).flatMap(toPythonFrame),
      `${type}: ${toThrownText(said)}`,
    ];
  const stack = ['stack', 'stack_trace', 'stackTrace', 'stacktrace', 'traceback']
    .map((name) => thrown[name])
    .find(Boolean);
  if (stack !== undefined) return typeof stack === 'string' ? toLines(stack) : toStack(stack);
  const extended = thrown['extendedStackTrace'];
  if (typeof extended === 'string') return toLines(extended);
  return [...toHeading(thrown), ...(Array.isArray(extended) ? extended.slice(0, mostParts).flatMap(toJavaFrame) : [])];
}

function toHeading(thrown: Thrown): readonly string[] {
  const type = toThrownText(thrown['type'] ?? thrown['name'] ?? thrown['class']);
  const message = toThrownText(thrown['message'] ?? thrown['msg']);
  const heading = [type, message].filter((part) => part !== '').join(': ');
  return heading === '' ? [] : [heading];
}

function toPythonFrame(frame: unknown): readonly string[] {
  if (!isObject(frame)) return [];
  return [
    `  File "${toThrownText(frame['filename'])}", line ${toThrownText(frame['lineno'])}, in ${toThrownText(frame['name'])}`,
  ];
}

function toJavaFrame(frame: unknown): readonly string[] {
  if (!isObject(frame)) return [];
  return [
    `\tat ${toThrownText(frame['class'])}.${toThrownText(frame['method'])}(${toThrownText(frame['file'])}:${toThrownText(frame['line'])})`,
  ];
}

function toThrownText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
