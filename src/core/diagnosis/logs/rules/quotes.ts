import type { QuoteHead } from '../engine/text/quote.ts';

/** How reports of runtimes begin whose own lines tell by what they begin with. */
const reports = ['ERROR: LoadError: ', 'Error in ', 'Error using ', ' FAILURES =', ' ERRORS ='];

/** Wrappers that move what another program printed to the right: it is read as if it stood alone. */
export const quoteHeads: readonly QuoteHead[] = [
  { on: reports, match: /^\s/, isQuoted: true },
  // Nextflow and pip.
  {
    on: ['Command error:', 'Command output:', 'lines of output]'],
    match: /^\s*Command (?:error|output):$|lines of output\]$/,
  },
];
