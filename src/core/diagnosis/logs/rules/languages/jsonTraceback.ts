import { isOwnFile } from '../../code/ownCode.ts';
import type { Finding } from '../../engine/finding.ts';
import type { Rules } from '../../engine/rule.ts';
import type { LogText } from '../../engine/text/logText.ts';
import { classifyException, type PythonFrame } from './pythonExceptions.ts';
import { toFrame } from './pythonTraceback.ts';

const header = 'Traceback (most recent call last):\\n';
const exceptionLine = /^([A-Za-z_][\w.]*)(?:: ?(.*))?$/;

/** Tracebacks that loggers write as one JSON string, with `\n` for the ends of lines. */
export const jsonTracebackRules = {
  'json-traceback-escaped': { on: [header], read: readEscaped },
} satisfies Rules;

function readEscaped(log: LogText, line: number): Finding | undefined {
  const text = log.text(line);
  const frames: PythonFrame[] = [];
  for (const part of text.slice(text.indexOf(header) + header.length).split('\\n')) {
    const said = part.replaceAll('\\"', '"');
    const frame = toFrame(said);
    if (frame !== undefined) frames.push(frame);
    else if (/^\S/.test(said)) return toFinding(line, said, frames);
  }
  return undefined;
}

function toFinding(line: number, said: string, frames: readonly PythonFrame[]): Finding | undefined {
  const found = exceptionLine.exec(said.replace(/"[,}].*$/, ''));
  if (found?.[1] === undefined) return undefined;
  const { category, narrow, weight, subject } = classifyException(found[1], found[2] ?? '', frames);
  const own = frames.findLast(({ file }) => isOwnFile(file));
  const frame = own === undefined ? undefined : { file: own.file, line: own.line };
  return { line, category, narrow, weight, subject, frame };
}
