/**
 * Where a line of source code that ran elsewhere is in a file as it is now: unchanged, at another line, no longer there, or
 * beyond its end. It is `unknown` where nothing says what ran.
 */
export interface SourceLine {
  /** Counts from 1; the line that ran where it is no longer there, at most the last one. */
  readonly line: number;
  readonly state: 'same' | 'moved' | 'changed' | 'beyond' | 'unknown';
}

/** Shorter ones, such as `}`, are everywhere. */
const leastDistinctive = 4;

/**
 * Finds the line that ran.
 * @param line counts from 1
 * @param ran what the log says of it, without what is around it
 */
export function findSourceLine(text: string, line: number, ran: string | undefined): SourceLine {
  const lines = text.split('\n');
  // A line feed ends the last line.
  const count = lines.at(-1) === '' ? lines.length - 1 : lines.length;
  const sought = normalize(ran ?? '');
  if (line <= count && sought !== '' && normalize(lines[line - 1] ?? '') === sought) return { line, state: 'same' };
  const moved = sought.length < leastDistinctive ? undefined : findNearest(lines, line, sought);
  if (moved !== undefined) return { line: moved, state: 'moved' };
  if (line > count) return { line: Math.max(1, count), state: 'beyond' };
  return { line, state: sought === '' ? 'unknown' : 'changed' };
}

/** The nearest line that says this; undefined where none does, or two are equally near. */
function findNearest(lines: readonly string[], from: number, sought: string): number | undefined {
  const found = lines.flatMap((each, index) => (normalize(each) === sought ? [index + 1] : []));
  const [nearest, second] = found.sort((one, other) => Math.abs(one - from) - Math.abs(other - from));
  if (nearest === undefined) return undefined;
  return second !== undefined && Math.abs(second - from) === Math.abs(nearest - from) ? undefined : nearest;
}

/** How much a line is indented is no change of it. */
function normalize(line: string): string {
  return line.trim().replaceAll(/\s+/g, ' ');
}
