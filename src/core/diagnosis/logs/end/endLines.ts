import type { Level } from '../engine/text/levels.ts';
import { LogText } from '../engine/text/logText.ts';
import { textsAbove } from '../engine/weigh/textLines.ts';

/** A non-empty line at the end of a log. */
export interface EndLine {
  /** Line number in the whole log, starting at 1. */
  readonly line: number;
  readonly text: string;
  /** The line as written, which includes all fields of a record. */
  readonly written: string;
  readonly level: Level | undefined;
}

/** Number of lines that are searched, enough for a stack of any depth. */
const mostLines = 200;
/** Number of characters that contain the last lines, unless these are data. */
const mostCharacters = 64 * 1024;
const widest = 2000;

/** Returns the last non-empty lines of a log, in order, up to the number that is searched for the program's end. */
export function readEnd(text: string): readonly EndLine[] {
  const from = text.length <= mostCharacters ? 0 : text.indexOf('\n', text.length - mostCharacters) + 1;
  const end = text.slice(from);
  const log = new LogText(end);
  const written = end.split('\n');
  const before = countFeeds(text, from);
  const lines: EndLine[] = [];
  for (const line of textsAbove(log, log.lineCount)) {
    const said = log.text(line).slice(0, widest);
    const original = log.toOriginal(line);
    lines.push({
      line: before + original + 1,
      text: said,
      written: (written[original] ?? '').slice(0, widest),
      level: log.level(line),
    });
    if (lines.length === mostLines) break;
  }
  return lines.reverse();
}

function countFeeds(text: string, before: number): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at !== -1 && at < before; at = text.indexOf('\n', at + 1)) count++;
  return count;
}
