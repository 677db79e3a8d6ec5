import type { Evidence } from '../explanation/explanation.ts';

/** Quotes the last line of a log, which shows what a running program did last; undefined if it is empty or unread. */
export function describeLastLine(text: string | undefined, file: string): Evidence | undefined {
  const lines = (text ?? '').split('\n');
  const index = lines.findLastIndex((line) => line.trim() !== '');
  return index < 0 ? undefined : { text: lines[index]?.trim() ?? '', source: `${file}:${index + 1}` };
}
