import type { Finding, LogContext } from './finding.ts';
import type { RuleReader } from './reader.ts';
import { LiteralScanner } from './scan/literalScanner.ts';
import { type Sighting, sightingsIn } from './scan/sightings.ts';
import type { LogText } from './text/logText.ts';
import { demoteBackground } from './weigh/demote.ts';

/** A line that begins a report's quotation of another program's output, which the report indents. */
export interface QuoteHead {
  /** Literals that select lines to be matched. */
  readonly on: readonly string[];
  readonly match: RegExp;
  /** True if the line itself is quoted; otherwise, the quotation begins below. */
  readonly isQuoted?: true;
}

type Sought = RuleReader | QuoteHead;

/**
 * Combines readers into a function that runs all of them in one pass over a log and returns their findings in the order
 * of its lines. Quotations are found before anything is read, so the order of the readers doesn't matter. Other literals
 * to watch for are found in the same pass, and added to `seen` with their indexes in `watched`.
 */
export function toFinder(
  readers: readonly RuleReader[],
  quoteHeads: readonly QuoteHead[],
  watched: readonly string[] = [],
): (log: LogText, context: LogContext, seen?: Sighting[]) => Finding[] {
  const readersOn = toIndex(readers);
  const headsOn = toIndex(quoteHeads);
  const ours = [...new Set([...readersOn.keys(), ...headsOn.keys()])];
  const literals = [...new Set([...ours, ...watched])];
  const watchedAt = new Map(watched.map((literal, index) => [literals.indexOf(literal), index]));
  const other = { from: ours.length, shared: new Set(watchedAt.keys()) };
  const scanner = new LiteralScanner(literals);
  const readersOf = literals.map((literal) => readersOn.get(literal) ?? []);
  const headsOf = literals.map((literal) => headsOn.get(literal) ?? []);
  return (log, context, seen) => {
    const own: Sighting[] = [];
    const sightings = sightingsIn(log, scanner, other, own);
    for (const { literal, position } of own) seen?.push({ literal: watchedAt.get(literal) ?? -1, position });
    for (const { found: head, line } of linesOf(sightings, log, headsOf))
      if (head.match.test(log.text(line))) log.quoteBelow(head.isQuoted === true ? line - 1 : line);
    const findings: Finding[] = [];
    for (const { found: reader, line } of linesOf(sightings, log, readersOf)) {
      const finding = reader.read(log, line, context);
      if (finding !== undefined) findings.push(demoteBackground({ ...finding, rule: reader.rule }, log));
    }
    return findings;
  };
}

function toIndex<Found extends Sought>(all: readonly Found[]): ReadonlyMap<string, readonly Found[]> {
  const index = new Map<string, Found[]>();
  for (const one of all)
    for (const literal of new Set(one.on)) {
      const known = index.get(literal);
      if (known === undefined) index.set(literal, [one]);
      else known.push(one);
    }
  return index;
}

/** Yields each line that contains a literal once per item that seeks it, in the order of the log. */
function* linesOf<Found extends Sought>(
  sightings: readonly Sighting[],
  log: LogText,
  soughtBy: readonly (readonly Found[])[],
): Generator<{ readonly found: Found; readonly line: number }> {
  const lastLineOf = new Map<Found, number>();
  for (const { literal, position } of sightings) {
    const all = soughtBy[literal] ?? [];
    if (all.length === 0) continue;
    const line = log.lineAt(position);
    log.focusOn(line, position);
    for (const found of all) {
      if (lastLineOf.get(found) === line) continue;
      lastLineOf.set(found, line);
      yield { found, line };
    }
  }
}
