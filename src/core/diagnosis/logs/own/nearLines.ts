import type { LogText } from '../engine/text/logText.ts';
import { widestLine } from '../engine/text/logText.ts';
import type { OwnRule } from './ownRule.ts';

/** The lines that show to which program a line of a log belongs. */
export type NearLines = readonly string[];

export const linesAbove = 20;
export const linesBelow = 12;
/** Number of lines at the beginning of a log that may contain a program's name and version. */
const linesOfBanner = 30;
const longestPlace = 16_000;

/** Returns the command line, the lines near one of a log as they were printed, and the log's first lines. */
export function readNear(log: LogText, line: number, commandLine = ''): NearLines {
  // Loggers' prefixes, which name the program, are not removed.
  const cut = (first: number, last: number): readonly string[] => {
    const start = log.findStart(Math.max(0, first));
    return log.source.slice(start, Math.min(log.findStart(last + 1), start + longestPlace)).split('\n');
  };
  return [commandLine.slice(0, widestLine), ...cut(line - linesAbove, line + linesBelow), ...cut(0, linesOfBanner)];
}

/** Checks whether the lines near a match name the program that the rule is about, and nothing that excludes the rule. */
export function isAbout({ program, unless }: OwnRule, near: () => NearLines): boolean {
  if (program === undefined && unless === undefined) return true;
  const lines = near();
  const isNear = (pattern: OwnRule['program']): boolean =>
    lines.some((line) => pattern?.mayMatch(line) === true && pattern.match(line) !== undefined);
  return (program === undefined || isNear(program)) && !isNear(unless);
}
