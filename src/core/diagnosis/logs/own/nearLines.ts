import { type LogText, widestLine } from '../engine/text/logText.ts';
import { matchAny, type OwnRule, type Pattern } from './ownRule.ts';

export const linesAbove = 20;
export const linesBelow = 12;
/** Number of lines at the beginning of a log that may contain a program's name and version. */
const linesOfBanner = 30;
const longestPlace = 16_000;

/** The lines that show to which program a line of a log belongs. */
export class NearLines {
  readonly lines: readonly string[];
  readonly text: string;
  readonly #lower: string;

  constructor(lines: readonly string[]) {
    this.lines = lines;
    this.text = lines.join('\n');
    this.#lower = this.text.toLowerCase();
  }

  /** Returns the command line, the lines near one of a log as they were printed, and the log's first lines. */
  static of(log: LogText, line: number, commandLine = ''): NearLines {
    // Loggers' prefixes, which name the program, are not removed.
    const cut = (first: number, last: number): readonly string[] => {
      const start = log.findStart(Math.max(0, first));
      return log.source.slice(start, Math.min(log.findStart(last + 1), start + longestPlace)).split('\n');
    };
    const around = cut(line - linesAbove, line + linesBelow);
    return new NearLines([commandLine.slice(0, widestLine), ...around, ...cut(0, linesOfBanner)]);
  }

  /** Returns those of the patterns that may match a line. */
  filter(patterns: readonly Pattern[]): readonly Pattern[] {
    return patterns.filter((pattern) => pattern.mayMatch(this.text, this.#lower));
  }

  /** Checks whether the lines name the program that the rule is about, and nothing that excludes the rule. */
  isOf({ program, unless }: OwnRule): boolean {
    return (program.length === 0 || this.#has(program)) && !this.#has(unless);
  }

  #has(patterns: readonly Pattern[]): boolean {
    const possible = this.filter(patterns);
    return possible.length > 0 && this.lines.some((line) => matchAny(possible, line) !== undefined);
  }
}
