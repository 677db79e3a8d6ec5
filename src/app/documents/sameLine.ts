/** Start of a heading line in the extension's Markdown documents. */
const heading = '#';

/**
 * Finds the line of a re-rendered document at which someone reading `line` continues: the same text in the same
 * section; otherwise, the same distance below that section's heading; otherwise, the same line number. Lines are
 * counted from 0.
 */
export function findSameLine(before: readonly string[], line: number, after: readonly string[]): number {
  const section = toSection(before, line);
  const title = before[section.start] ?? '';
  const start = section.start === 0 ? 0 : after.findIndex((text) => text === title && text.startsWith(heading));
  if (start < 0) return Math.min(line, after.length - 1);
  const { end } = toSection(after, start);
  const offset = line - section.start;
  const found = after.slice(start, end).indexOf(before[line] ?? '');
  return found >= 0 && before[line] !== '' ? start + found : Math.min(start + offset, end - 1);
}

/**
 * Returns the lines from the heading above `line` to the next heading. Everything above the second heading is the first
 * section.
 */
function toSection(lines: readonly string[], line: number): { readonly start: number; readonly end: number } {
  let start = Math.min(line, lines.length - 1);
  while (start > 0 && !lines[start]?.startsWith(heading)) start -= 1;
  const end = lines.findIndex((text, index) => index > start && text.startsWith(heading));
  return { start, end: end < 0 ? lines.length : end };
}
