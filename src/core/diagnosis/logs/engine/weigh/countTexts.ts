import type { LogText } from '../text/logText.ts';

/** How many lines with text stand from a line on and before another; not counted further than one beyond `most`. */
export function countTexts(log: LogText, from: number, before: number, most: number): number {
  let texts = 0;
  for (let line = from; line < before && texts <= most; line++) if (log.text(line) !== '') texts++;
  return texts;
}
