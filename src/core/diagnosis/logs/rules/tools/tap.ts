import { placeIn } from '../../code/sourcePlace.ts';
import type { Finding, Rules } from '../../engine/finding.ts';
import type { LogText } from '../../engine/text/logText.ts';
import { categoryOfLine } from '../../lexicon/lexicon.ts';

/** Rules for reports by Bats below a failed test: the place, the command, and its output. */
export const tapRules = {
  'bats-test-failed': { on: ['(in test file ', '# (from function '], read: readFailedTest },
} satisfies Rules;

const longestReport = 16;

function readFailedTest(log: LogText, line: number): Finding | undefined {
  const head = log.text(line);
  if (!/^# \((?:in test file|from function) /.test(head)) return undefined;
  const command = commandBelow(log, line);
  if (command === undefined) return undefined;
  for (let at = log.next(command), seen = 0; at !== -1 && seen < longestReport; at = log.next(at), seen++) {
    const text = log.text(at);
    if (!text.startsWith('# ')) break;
    const category = categoryOfLine(text.slice(2));
    if (category !== undefined)
      return { line: at, category, weight: 'cause', narrow: 'kind', frame: placeIn(head), covers: [line, command] };
  }
  return {
    line: command,
    category: 'exception-in-user-code',
    weight: 'error',
    narrow: 'failed',
    frame: placeIn(head),
    covers: [line, command],
  };
}

/** Finds the line that quotes the command: ``#   `[ "$status" -eq 0 ]' failed``. */
function commandBelow(log: LogText, line: number): number | undefined {
  for (let at = log.next(line), seen = 0; at !== -1 && seen < longestReport; at = log.next(at), seen++) {
    const text = log.text(at);
    if (/^# {3}`/.test(text)) return at;
    if (!text.startsWith('# ')) return undefined;
  }
  return undefined;
}
