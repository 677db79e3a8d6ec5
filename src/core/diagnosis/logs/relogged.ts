import type { Reader } from './finding.ts';
import type { LogText } from './logText.ts';

/** How the reports of runtimes begin that go on over several lines. */
const reports = [
  'Exception in thread "',
  'panic: ',
  '  + Exception Group Traceback (most recent call last)',
  'Traceback (most recent call last)',
  'Unhandled exception. ',
];
/** Reports whose own lines tell by what they begin with, so that they are not known when moved to the right. */
const flushReports = ['ERROR: LoadError: ', 'Error in ', 'Error using ', ' FAILURES =', ' ERRORS ='];
/** Octave says where it was called from below its message, and lines between that explain it. */
const octave = 'error: called from';
const linesAbove = 8;
/** A longer beginning of a line is not a logger's. */
const longestPrefix = 120;

/** Loggers that put their own words before each line of what a program printed: it is read as if it stood alone. */
export const reloggedReaders: readonly Reader[] = [
  ...[...reports, ...flushReports].map((report) => ({
    on: [report],
    read: (log: LogText, line: number) => dropPrefix(log, line, report, 0),
  })),
  { on: [octave], read: (log, line) => dropPrefix(log, line, octave, linesAbove) },
];

function dropPrefix(log: LogText, line: number, report: string, above: number): undefined {
  const raw = log.source.slice(log.startOf(line), log.startOf(line + 1));
  const at = raw.indexOf(report);
  if (at <= 0 || at > longestPrefix || /\w/.test(raw.charAt(at - 1))) return;
  const before = withoutFrame(raw.slice(0, at));
  const next = log.text(line + 1);
  const indent = before.trim() === '' && !reports.includes(report) && next.startsWith(before);
  const prefix = indent ? before : sharedEnd(before, next);
  if (prefix !== '') log.dropPrefix(Math.max(0, line - above), prefix);
}

/** Without the ruler or the brace in which the report stands. */
function withoutFrame(prefix: string): string {
  let end = prefix.length;
  while (end > 0 && '={'.includes(prefix.charAt(end - 1))) end--;
  return prefix.slice(0, end);
}

/** How the next line begins, as far as it begins as the first did: times and ranks are gone from it already. */
function sharedEnd(prefix: string, next: string): string {
  let rest = prefix;
  while (rest.trim() !== '' && !next.startsWith(rest.trimEnd())) {
    const space = rest.indexOf(' ');
    if (space === -1) return '';
    rest = rest.slice(space + 1);
  }
  return rest.trim() === '' ? '' : rest;
}
