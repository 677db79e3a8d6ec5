import type { Evidence } from '../explanation/explanation.ts';

/** Lines around the one at fault that show how it came about: traces stand above it. */
const linesBefore = 8;
const linesAfter = 2;
/** A longer line is cut: the reader of the log shows all of it. */
const maxLineLength = 400;

/** The lines of a log around one, counted from 1, each with its number. May hold secrets. */
export function quoteLog(file: string, text: string, line: number): readonly Evidence[] {
  const from = Math.max(0, line - 1 - linesBefore);
  return text
    .split('\n')
    .slice(from, line + linesAfter)
    .map((quoted, index) => ({
      text: cut(quoted),
      source: `${file}:${from + index + 1}`,
      ...(from + index + 1 === line ? { isCause: true } : {}),
    }));
}

function cut(line: string): string {
  const bare = line.replace(/\r$/, '');
  return bare.length > maxLineLength ? `${bare.slice(0, maxLineLength)}…` : bare;
}
