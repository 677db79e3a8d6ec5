import type { Reader } from './finding.ts';
import type { LogText } from './logText.ts';

/** How the reports of runtimes begin that go on over several lines. */
const reports = ['Exception in thread "', 'panic: ', 'Traceback (most recent call last)', 'Unhandled exception. '];
/** A longer beginning of a line is not a logger's. */
const longestPrefix = 120;

/** Loggers that put their own words before each line of what a program printed: it is read as if it stood alone. */
export const reloggedReaders: readonly Reader[] = reports.map((report) => ({
  on: [report],
  read: (log, line) => dropPrefix(log, line, report),
}));

function dropPrefix(log: LogText, line: number, report: string): undefined {
  const text = log.text(line);
  const at = text.indexOf(report);
  const prefix = text.slice(0, at);
  if (at > 0 && at <= longestPrefix && log.text(line + 1).startsWith(prefix.trimEnd())) log.dropPrefix(line, prefix);
}
