import type { Level } from '../levels.ts';

const edge = '\u0001';
const levels: ReadonlyMap<string, Level> = new Map(
  (['debug', 'info', 'warning', 'error'] as const).map((level) => [toMark(level), level]),
);
/** What stands before lines of records of errors, for readers to look for. */
export const errorMark: string = toMark('error');

/** What stands before a line that was taken out of a record, for the level that the record gave it. */
export function toMark(level: Level): string {
  return edge + level + edge;
}

/** The mark that a line begins with. */
export function readMark(line: string): { readonly level: Level; readonly length: number } | undefined {
  if (!line.startsWith(edge)) return undefined;
  const length = line.indexOf(edge, 1) + 1;
  const level = levels.get(line.slice(0, length));
  return level === undefined ? undefined : { level, length };
}
