import type { LineReader } from './finding.ts';
import type { LogText } from './text/logText.ts';

/** How reports of runtimes begin whose own lines tell by what they begin with. */
const reports = ['ERROR: LoadError: ', 'Error in ', 'Error using ', ' FAILURES =', ' ERRORS ='];

/** Wrappers that move what a program printed to the right: it is read as if it stood alone. */
export const reloggedReaders: readonly LineReader[] = [{ on: reports, read: readMoved }];

function readMoved(log: LogText, line: number): undefined {
  if (/^\s/.test(log.text(line))) log.quoteBelow(line - 1);
}
