import { type QuoteHead, toFinder } from './engine/findAll.ts';
import { toReaders } from './engine/reader.ts';
import { families, launchers } from './rules/rules.ts';

const reports = ['ERROR: LoadError: ', 'Error in ', 'Error using ', ' FAILURES =', ' ERRORS ='];

/** Heads of reports that indent another program's output, which is read without the indentation. */
const quoteHeads: readonly QuoteHead[] = [
  { on: reports, match: /^\s/, isQuoted: true },
  // Nextflow and pip.
  {
    on: ['Command error:', 'Command output:', 'lines of output]'],
    match: /^\s*Command (?:error|output):$|lines of output\]$/,
  },
];

/** Finds everything that the rules recognize in a log, in the order of its lines. */
export const findAll = toFinder(toReaders(families, launchers), quoteHeads);
