import { type QuoteHead, toFinder } from './engine/findAll.ts';
import type { Finding, LogContext } from './engine/finding.ts';
import { toReaders } from './engine/reader.ts';
import type { Sighting } from './engine/scan/sightings.ts';
import type { LogText } from './engine/text/logText.ts';
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

const readers = toReaders(families, launchers);
let watched: readonly string[] = [];
/** Made for the first log, because indexing thousands of literals takes longer than most commands need otherwise. */
let finder: ReturnType<typeof toFinder> | undefined;

/** Finds other literals, of at least five characters, along with those of our rules. */
export function watchFor(literals: readonly string[]): void {
  watched = literals;
  finder = undefined;
}

/**
 * Finds everything that the rules recognize in a log, in the order of its lines. Adds the places of the literals that
 * are watched for to `seen`, by their indexes.
 */
export function findAll(log: LogText, context: LogContext, seen?: Sighting[]): Finding[] {
  finder ??= toFinder(readers, quoteHeads, watched);
  return finder(log, context, seen);
}
