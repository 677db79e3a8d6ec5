import { findLargest } from '../../../extremes.ts';
import { redactText } from '../../../text/redact.ts';
import { type Finding, toLastLine } from '../engine/finding.ts';
import type { LogText } from '../engine/text/logText.ts';
import { biologyFamilies } from './biology.ts';
import { chemistryFamilies } from './chemistry.ts';
import { dataFamilies } from './data.ts';
import type { Family } from './family.ts';
import { learningFamilies } from './learning.ts';
import { runtimeFamilies } from './runtimes.ts';
import { simulationFamilies } from './simulation.ts';

const families: readonly Family[] = [
  ...Object.values(biologyFamilies),
  ...Object.values(chemistryFamilies),
  ...Object.values(simulationFamilies),
  ...Object.values(learningFamilies),
  ...Object.values(dataFamilies),
  ...Object.values(runtimeFamilies),
];

const linesAbove = 20;
const linesBelow = 12;
/** Number of lines at the beginning of a log that may contain a program's name and version. */
const linesOfBanner = 30;
const longestLine = 400;
const longestName = 60;
const longestPlace = 16_000;

const linesOfMessage = 2;

/** Advice on a failure that is specific to its program. */
export interface FamilyAdvice {
  readonly title: string | undefined;
  readonly step: string;
}

/**
 * Returns the fix that helped other users with such a failure of this program, recognized by the message or the lines
 * around it, before the failures that followed (at line `end`). Undefined if the table has none.
 */
export function adviseFamily(cause: Finding, log: LogText, end: number, commandLine = ''): FamilyAdvice | undefined {
  const last = findLargest(
    cause.details ?? [],
    Math.max(toLastLine(cause), Math.min(cause.line + linesOfMessage, end - 1)),
  );
  const own = joinLines(log, cause.line, last);
  const around = joinLines(log, cause.line - linesAbove, Math.min(cause.line + linesBelow, end - 1));
  const texts = cause.narrow === 'unmistakable' || cause.weight === 'verdict' ? [own] : [own, around];
  let place: string | undefined;
  for (const text of texts)
    for (const family of families) {
      const found = family.match.exec(text);
      if (found === null) continue;
      place ??= [
        commandLine,
        cutLines(log, cause.line - linesAbove, cause.line + linesBelow),
        cutLines(log, 0, linesOfBanner),
      ].join('\n');
      if (!family.program.test(place)) continue;
      const what = redactText(found.slice(1).find((name) => name !== undefined) ?? '').slice(0, longestName);
      return { title: family.title?.(what), step: family.step(what) };
    }
  return undefined;
}

/** Returns lines as they were printed, because loggers' prefixes name the program. */
function cutLines(log: LogText, first: number, last: number): string {
  const start = log.findStart(Math.max(0, first));
  return log.source.slice(start, Math.min(log.findStart(last + 1), start + longestPlace));
}

function joinLines(log: LogText, first: number, last: number): string {
  const lines: string[] = [];
  for (let line = Math.max(0, first); line <= Math.min(last, log.lineCount - 1); line++)
    lines.push(log.text(line).slice(0, longestLine));
  return lines.join('\n');
}
