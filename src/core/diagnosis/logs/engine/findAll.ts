import type { Finding, LogContext } from './finding.ts';
import type { RuleReader } from './reader.ts';
import { LiteralScanner } from './scan/literalScanner.ts';
import { sightingsIn } from './scan/sightings.ts';
import type { LogText } from './text/logText.ts';
import { demoteBackground } from './weigh/background.ts';

/** Makes of readers one that hears all of them in one pass over a log, and gives what they find in the order of its lines. */
export function toFinder(readers: readonly RuleReader[]): (log: LogText, context: LogContext) => Finding[] {
  const readersOn = new Map<string, number[]>();
  for (const [index, { on }] of readers.entries())
    for (const literal of new Set(on)) {
      const known = readersOn.get(literal);
      if (known === undefined) readersOn.set(literal, [index]);
      else known.push(index);
    }
  const readersOfLiteral: readonly (readonly number[])[] = [...readersOn.values()];
  const scanner = new LiteralScanner([...readersOn.keys()]);
  return (log, context) => {
    const findings: Finding[] = [];
    const lastLineOf = new Int32Array(readers.length).fill(-1);
    for (const { literal, position } of sightingsIn(log, scanner)) {
      const line = log.lineAt(position);
      log.focusOn(line, position);
      for (const index of readersOfLiteral[literal] ?? []) {
        if (lastLineOf[index] === line) continue;
        lastLineOf[index] = line;
        const reader = readers[index];
        const finding = reader?.read(log, line, context);
        if (finding !== undefined) findings.push(demoteBackground({ ...finding, rule: reader?.rule }, log));
      }
    }
    return findings;
  };
}
