import type { Rules } from '../engine/rule.ts';
import type { LogText } from '../engine/text/logText.ts';

/** How reports of runtimes begin whose own lines tell by what they begin with. */
const reports = ['ERROR: LoadError: ', 'Error in ', 'Error using ', ' FAILURES =', ' ERRORS ='];

/** Wrappers that move what a program printed to the right: it is read as if it stood alone. */
export const reloggedRules = {
  'relogged-moved': { on: reports, read: readMoved },
} satisfies Rules;

function readMoved(log: LogText, line: number): undefined {
  if (/^\s/.test(log.text(line))) log.quoteBelow(line - 1);
}
