import { isAdvice, isHarmless, isSmallTalk } from '../../lexicon/harmlessLines.ts';
import { complains } from '../../lexicon/ownWords.ts';
import { isCalm } from '../text/levels.ts';
import type { LogText } from '../text/logText.ts';
import { textsAbove } from './textLines.ts';

/** Checks whether a line reports a problem that no logger or convention marks as harmless. */
export function isComplaint(text: string): boolean {
  return complains(text) && !isSmallTalk(text) && !isAdvice(text) && !isHarmless(text) && !/\bINFO\b/.test(text);
}

const failed = /\b(?:errors?|fail(?:ed|ure|s)?|fatal|abort(?:ed|ing)?|stopped|was ended|gave up|giving up|is empty)\b/i;

/** Checks whether any line above may explain this one: a warning, an error, or any other complaint. */
export function isComplainedAbove(log: LogText, below: number): boolean {
  for (const line of textsAbove(log, below)) {
    const level = log.level(line);
    const text = log.text(line);
    if (!isCalm(level) && (level !== undefined || failed.test(text) || isComplaint(text))) return true;
  }
  return false;
}

/** Checks whether a log has a line with level warning or error. */
export function isWarnedOf(log: LogText): boolean {
  for (const line of textsAbove(log, log.lineCount)) {
    const level = log.level(line);
    if (level !== undefined && !isCalm(level)) return true;
  }
  return false;
}
