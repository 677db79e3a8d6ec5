import { demoteBackground } from './background.ts';
import type { Finding, LogContext } from './finding.ts';
import { allReaders } from './readers.ts';
import { LiteralScanner } from './scan/literalScanner.ts';
import { sightingsIn } from './scan/sightings.ts';
import type { LogText } from './text/logText.ts';

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
  for (const { literal, position } of sightingsIn(log, scanner)) {
    const line = log.lineAt(position);
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
