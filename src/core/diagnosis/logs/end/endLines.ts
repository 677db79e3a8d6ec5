import { LogText } from '../engine/text/logText.ts';
import { textsAbove } from '../engine/weigh/textLines.ts';

/** A line with text of the end of a log. Lines count from 0. */
export interface EndLine {
  readonly line: number;
  readonly text: string;
}

/** The last lines with text of a log, in order. */
export interface LogEndLines {
  readonly log: LogText;
  readonly lines: readonly EndLine[];
}

/** Lines that are looked at: a stack of any depth. */
const mostLines = 200;
/** Longer lines are data. */
const widest = 2000;

/** The end of a log, as far as what it ended in is looked for there. */
export function readEnd(text: string): LogEndLines {
  const log = new LogText(text);
  const lines: EndLine[] = [];
  for (const line of textsAbove(log, log.lineCount)) {
    lines.push({ line, text: log.text(line).slice(0, widest) });
    if (lines.length === mostLines) break;
  }
  return { log, lines: lines.reverse() };
}
