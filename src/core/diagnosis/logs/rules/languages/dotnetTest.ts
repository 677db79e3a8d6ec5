import type { Finding, Frame } from '../../engine/finding.ts';
import type { Rules } from '../../engine/rule.ts';
import type { LogText } from '../../engine/text/logText.ts';

/** The test runner of .NET, whichever framework the tests are written with. */
export const dotnetTestRules = {
  'dotnet-test-failed': { on: ['Error Message:'], read: readFailedTest },
} satisfies Rules;

/** Lines of message and of stack that are looked at. */
const longest = 60;

/** `  Error Message:`, what failed, `  Stack Trace:`, the frames. */
function readFailedTest(log: LogText, line: number): Finding | undefined {
  const words = /^\s+Error Message:$/.test(log.text(line)) ? log.next(line) : -1;
  if (words === -1) return undefined;
  const covers = [line, words];
  let frame: Frame | undefined;
  for (let at = log.next(words); at !== -1 && covers.length < longest && frame === undefined; at = log.next(at)) {
    covers.push(at);
    const { file, at: place } = /^\s+at .* in (?<file>.+):line (?<at>\d+)$/.exec(log.text(at))?.groups ?? {};
    if (file !== undefined) frame = { file, line: Number(place) };
  }
  return { line: words, category: 'exception-in-user-code', weight: 'cause', narrow: 'failed', frame, covers };
}
