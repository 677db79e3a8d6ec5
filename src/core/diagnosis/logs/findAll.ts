import { demoteBackground } from './background.ts';
import type { Finding, LogContext } from './finding.ts';
import { allReaders } from './readers.ts';
import { LiteralScanner } from './scan/literalScanner.ts';
import type { LogText } from './text/logText.ts';

/** Sightings of one literal that are followed up: the first of a log and the last; between them a log repeats itself. */
const firstSightings = 12;
const lastSightings = 36;

interface Sighting {
  readonly literal: number;
  readonly position: number;
}

const readersOn = new Map<string, number[]>();
for (const [index, { on }] of allReaders.entries())
  for (const literal of new Set(on)) {
    const readers = readersOn.get(literal);
    if (readers === undefined) readersOn.set(literal, [index]);
    else readers.push(index);
  }
const readersOfLiteral: readonly (readonly number[])[] = [...readersOn.values()];
const scanner = new LiteralScanner([...readersOn.keys()]);

/** What all readers make of a log, in the order of its lines. */
export function findAll(log: LogText, context: LogContext): Finding[] {
  const findings: Finding[] = [];
  const lastLineOf = new Int32Array(allReaders.length).fill(-1);
  let line = 0;
  for (const { literal, position } of sightings(log.source)) {
    while (log.startOf(line + 1) <= position) line++;
    log.focusOn(line, position);
    for (const index of readersOfLiteral[literal] ?? []) {
      if (lastLineOf[index] === line) continue;
      lastLineOf[index] = line;
      const finding = allReaders[index]?.read(log, line, context);
      if (finding !== undefined) findings.push(demoteBackground(finding, log));
    }
  }
  return findings;
}

/** What was seen of one literal: its first positions, and a ring of its last ones. */
interface Sightings {
  readonly first: number[];
  readonly last: number[];
  count: number;
}

function sightings(text: string): readonly Sighting[] {
  const seen = new Map<number, Sightings>();
  scanner.scan(text, (literal, position) => {
    let known = seen.get(literal);
    if (known === undefined) {
      known = { first: [], last: [], count: 0 };
      seen.set(literal, known);
    }
    if (known.first.length < firstSightings) known.first.push(position);
    else known.last[known.count++ % lastSightings] = position;
  });
  return [...seen]
    .flatMap(([literal, { first, last }]) => [...first, ...last].map((position) => ({ literal, position })))
    .sort((a, b) => a.position - b.position || a.literal - b.literal);
}
