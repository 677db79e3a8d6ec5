import { isOwnFile } from '../../code/ownCode.ts';
import type { Finding, Frame } from '../../engine/finding.ts';
import type { Rules } from '../../engine/rule.ts';
import type { LogText } from '../../engine/text/logText.ts';

const expectation = /^\s+expect\(.+\)\.(?:\w+\.)*\w+\(/;
const place = /^\s+at (?:.*\()?(?<file>[^\s():]+):(?<at>\d+):\d+\)?$/;
/** Lines of values and source that Jest shows between what was expected and the place. */
const longestView = 80;

/** Failed expectations in the words of Jest and Vitest. */
export const jestRules = {
  'jest-expectation-failed': { on: ['    expect('], read: readExpectation },
} satisfies Rules;

function readExpectation(log: LogText, line: number): Finding | undefined {
  if (!expectation.test(log.text(line))) return undefined;
  const frame = placeBelow(log, line);
  if (frame === undefined) return undefined;
  return { line, category: 'exception-in-user-code', narrow: 'failed', weight: 'cause', frame, covers: [line] };
}

function placeBelow(log: LogText, first: number): Frame | undefined {
  for (let line = log.next(first), seen = 0; line !== -1 && seen < longestView; line = log.next(line), seen++) {
    const { file, at } = place.exec(log.text(line))?.groups ?? {};
    if (file !== undefined && isOwnFile(file)) return { file, line: Number(at) };
  }
  return undefined;
}
