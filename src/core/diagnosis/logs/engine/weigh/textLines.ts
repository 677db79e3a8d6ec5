import type { LogText } from '../text/logText.ts';

/** Maximum number of lines that are searched for text; blank ones cost nothing, and don't count. */
const mostLooked = 1000;

/** Yields the lines with text above a line, from the nearest on. */
export function* textsAbove(log: LogText, below: number): Generator<number, undefined> {
  let line = log.previousFilled(below);
  for (let looked = 0; line !== -1 && looked < mostLooked; looked++) {
    if (log.text(line) !== '') yield line;
    line = log.previousFilled(line);
  }
}

/** Yields the lines with text below a line, from the nearest on. */
export function* textsBelow(log: LogText, above: number): Generator<number, undefined> {
  let line = log.nextFilled(above);
  for (let looked = 0; line !== -1 && looked < mostLooked; looked++) {
    if (log.text(line) !== '') yield line;
    line = log.nextFilled(line);
  }
}

/** Counts the lines with text between two lines, up to one beyond `most`. */
export function countTextsBetween(log: LogText, above: number, below: number, most: number): number {
  let texts = 0;
  for (const line of textsBelow(log, above)) {
    if (line >= below || texts > most) break;
    texts++;
  }
  return texts;
}
