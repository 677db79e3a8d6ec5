import { isOwnFile } from '../../code/ownCode.ts';
import type { Finding, Frame } from '../../engine/finding.ts';
import type { Rules } from '../../engine/rule.ts';
import type { LogText } from '../../engine/text/logText.ts';
import { classifyException } from './pythonExceptions.ts';

/** What failed, as pytest marks it below the source: `E       assert 3 == 4`, `E   KeyError: 'x'`. */
const failedLine = /^E {2,}(?!\d+ \/ \d+ \()(?<said>\S.*)$/;
const named =
  /^(?<name>[A-Za-z_][\w.]*(?:Error|Exception|Exit|Interrupt|Warning)|(?:[a-z_]\w*\.)+[A-Z]\w*): ?(?<message>.*)$/;
/** `tests/test_a.py:4: AssertionError`; of callers `tests/test_a.py:9: ` or `tests/test_a.py:1: in <module>`. */
const place = /^(?<file>[^\s:]+\.py):(?<at>\d+): ?(?<how>\w*(?:Error|Exception|Exit)|in [^ ]+|)$/;
const nextTest = /^_{5,}|^={5,}/;
/** Lines of source and values that pytest shows of one function. */
const longestView = 120;

/** Failures of tests in the words of pytest, which tells them without a traceback. */
export const pytestRules = {
  'pytest-failure': { on: ['\nE   ', ' E   ', ':E   '], read: readFailure },
} satisfies Rules;

/** The literal begins at the end of the line before, or behind what stands before the line. */
function readFailure(log: LogText, seen: number): Finding | undefined {
  const line = failedLine.test(log.text(seen)) ? seen : log.next(seen);
  const before = log.previous(line);
  const said = failedLine.exec(log.text(line))?.groups?.['said'];
  if (said === undefined || failedLine.test(log.text(before)) || !mayFail(log.text(before))) return undefined;
  const { name, message } = named.exec(said)?.groups ?? {};
  const { category, narrow } = classifyException(name ?? 'AssertionError', message ?? '', []);
  return { line, category, narrow, weight: 'cause', frame: raisedAt(log, line) ?? calledAt(log, line), covers: [line] };
}

/** What stands above a failure: the line of code that failed, the place of one, or nothing. */
function mayFail(above: string): boolean {
  return /^(?:>|\s|$)|:\d{1,7}: /.test(above);
}

/** The place is told below what was raised. */
function raisedAt(log: LogText, first: number): Frame | undefined {
  for (let line = log.next(first), seen = 0; line !== -1 && seen < longestView; line = log.next(line), seen++) {
    const text = log.text(line);
    if (nextTest.test(text)) return undefined;
    const found = place.exec(text)?.groups;
    if (found !== undefined) return toFrame(found);
  }
  return undefined;
}

/** The nearest caller in the user's own code. */
function calledAt(log: LogText, first: number): Frame | undefined {
  for (let line = log.previous(first), seen = 0; line !== -1 && seen < longestView; line = log.previous(line), seen++) {
    const text = log.text(line);
    if (nextTest.test(text)) return undefined;
    const frame = toFrame(place.exec(text)?.groups);
    if (frame !== undefined) return frame;
  }
  return undefined;
}

function toFrame(found: Record<string, string> | undefined): Frame | undefined {
  const { file, at } = found ?? {};
  return file !== undefined && isOwnFile(file) ? { file, line: Number(at) } : undefined;
}
