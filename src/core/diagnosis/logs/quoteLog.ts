import type { Evidence, LogExplanation } from '../explanation/explanation.ts';

/** Lines around the one at fault that show how it came about: traces stand above it. */
const linesBefore = 8;
const linesAfter = 2;
/** A longer line is cut: the reader of the log shows all of it. */
const maxLineLength = 400;

/** The lines of a log around the one at fault, each with its number. May hold secrets. */
export function quoteLog(
  file: string,
  text: string,
  { line, text: telling }: LogExplanation['rootCause'],
): readonly Evidence[] {
  const from = Math.max(0, line - 1 - linesBefore);
  return text
    .split('\n')
    .slice(from, line + linesAfter)
    .map((quoted, index) => ({
      source: `${file}:${from + index + 1}`,
      ...(from + index + 1 === line ? { text: cut(quoted, telling), isCause: true } : { text: cut(quoted) }),
    }));
}

/** What is told of a line that is too long, or how it begins. */
function cut(line: string, telling = `${line.slice(0, maxLineLength)}…`): string {
  const bare = line.replace(/\r$/, '');
  return bare.length > maxLineLength ? telling : bare;
}
