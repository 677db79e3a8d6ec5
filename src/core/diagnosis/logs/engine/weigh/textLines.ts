import type { LogText } from '../text/logText.ts';

/** Maximum number of non-blank lines that are searched for text; blank lines are skipped at no cost. */
const mostLooked = 1000;

/** Yields the non-empty lines above a line, nearest first. */
export function* textsAbove(log: LogText, below: number): Generator<number, undefined> {
  let line = log.previousFilled(below);
  for (let looked = 0; line !== -1 && looked < mostLooked; looked++) {
    if (log.text(line) !== '') yield line;
    line = log.previousFilled(line);
  }
}

/** Yields the non-empty lines below a line, nearest first. */
export function* textsBelow(log: LogText, above: number): Generator<number, undefined> {
  let line = log.nextFilled(above);
  for (let looked = 0; line !== -1 && looked < mostLooked; looked++) {
    if (log.text(line) !== '') yield line;
    line = log.nextFilled(line);
  }
}

/** Counts the non-empty lines between two lines, up to one more than `most`. */
export function countTextsBetween(log: LogText, above: number, below: number, most: number): number {
  let texts = 0;
  for (const line of textsBelow(log, above)) {
    if (line >= below || texts > most) break;
    texts++;
  }
  return texts;
}
