/**
 * Current position of a line of source code that ran elsewhere: unchanged, on another line, changed, or beyond the end
 * of the file. `unknown` if the log doesn't show the code.
 */
export interface SourceLine {
  /** Starts at 1; if the line is gone, the number of the line that ran, limited to the last line. */
  readonly line: number;
  readonly state: 'same' | 'moved' | 'changed' | 'beyond' | 'unknown';
}

/** Minimum length of a line that is searched for; shorter lines, such as `}`, occur everywhere. */
const leastDistinctive = 4;

/**
 * Finds the line that ran.
 * @param line line number, starting at 1
 * @param ran the code in the log, without the text around it
 */
export function findSourceLine(text: string, line: number, ran: string | undefined): SourceLine {
  const lines = text.split('\n');
  // A line feed at the end of the file doesn't start another line.
  const count = lines.at(-1) === '' ? lines.length - 1 : lines.length;
  const sought = normalize(ran ?? '');
  if (line <= count && sought !== '' && normalize(lines[line - 1] ?? '') === sought) return { line, state: 'same' };
  const moved = sought.length < leastDistinctive ? undefined : findNearest(lines, line, sought);
  if (moved !== undefined) return { line: moved, state: 'moved' };
  if (line > count) return { line: Math.max(1, count), state: 'beyond' };
  return { line, state: sought === '' ? 'unknown' : 'changed' };
}

/** Returns the nearest line with this code; undefined if there is none, or if two are equally near. */
function findNearest(lines: readonly string[], from: number, sought: string): number | undefined {
  const found = lines.flatMap((each, index) => (normalize(each) === sought ? [index + 1] : []));
  const [nearest, second] = found.sort((one, other) => Math.abs(one - from) - Math.abs(other - from));
  if (nearest === undefined) return undefined;
  return second !== undefined && Math.abs(second - from) === Math.abs(nearest - from) ? undefined : nearest;
}

/** Normalizes a line, ignoring indentation and other white space. */
function normalize(line: string): string {
  return line.trim().replaceAll(/\s+/g, ' ');
}
