import type { Finding, Frame, Reader } from './finding.ts';
import type { LogText } from './logText.ts';
import { isOwnFile } from './ownCode.ts';
import { classifyException } from './pythonExceptions.ts';

const header = 'Traceback (most recent call last):\\n';
const frameLine = /^\s*File "([^"]+)", line (\d+), in /;
const exceptionLine = /^([A-Za-z_][\w.]*)(?:: ?(.*))?$/;

/** Tracebacks that loggers write as one JSON string, with `\n` for the ends of lines. */
export const jsonTracebackReaders: readonly Reader[] = [{ on: [header], read: readEscaped }];

function readEscaped(log: LogText, line: number): Finding | undefined {
  const text = log.text(line);
  const frames: Frame[] = [];
  for (const part of text.slice(text.indexOf(header) + header.length).split('\\n')) {
    const said = part.replaceAll('\\"', '"');
    const frame = frameLine.exec(said);
    if (frame?.[1] !== undefined) frames.push({ file: frame[1], line: Number(frame[2]) });
    else if (/^\S/.test(said)) return toFinding(line, said, frames);
  }
  return undefined;
}

function toFinding(line: number, said: string, frames: readonly Frame[]): Finding | undefined {
  const found = exceptionLine.exec(said.replace(/"[,}].*$/, ''));
  if (found?.[1] === undefined) return undefined;
  const { category, narrow, weight, subject } = classifyException(found[1], found[2] ?? '', frames);
  return { line, category, narrow, weight, subject, frame: frames.findLast((frame) => isOwnFile(frame.file)) };
}
