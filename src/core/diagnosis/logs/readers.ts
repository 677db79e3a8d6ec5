import type { Finding, LogContext, Reader } from './finding.ts';
import { genericReaders } from './generic.ts';
import { kernelReaders } from './kernel.ts';
import { LiteralScanner } from './literalScanner.ts';
import { loaderReaders } from './loader.ts';
import type { LogText } from './logText.ts';
import { posixReaders } from './posix.ts';
import { pythonReaders } from './python.ts';
import { shellReaders } from './shell.ts';

/** Sightings that are followed up: the first ones of a log and the last ones; between them a log repeats itself. */
const firstSightings = 1000;
const lastSightings = 3000;

export const allReaders: readonly Reader[] = [
  ...pythonReaders,
  ...shellReaders,
  ...loaderReaders,
  ...kernelReaders,
  ...posixReaders,
  ...genericReaders,
];

interface Sighting {
  readonly literal: number;
  readonly position: number;
}

const literals = [...new Set(allReaders.flatMap((reader) => reader.on))];
const readersOfLiteral: readonly (readonly number[])[] = literals.map((literal) =>
  allReaders.flatMap((reader, index) => (reader.on.includes(literal) ? [index] : [])),
);
const scanner = new LiteralScanner(literals);

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
      if (finding !== undefined) findings.push(finding);
    }
  }
  return findings;
}

function sightings(text: string): Sighting[] {
  const first: Sighting[] = [];
  const last: Sighting[] = [];
  let count = 0;
  scanner.scan(text, (literal, position) => {
    if (first.length < firstSightings) first.push({ literal, position });
    else last[count++ % lastSightings] = { literal, position };
  });
  const oldest = count > lastSightings ? count % lastSightings : 0;
  return [...first, ...last.slice(oldest), ...last.slice(0, oldest)];
}
