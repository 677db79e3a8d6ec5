import { isAdvice, isHarmless, isSmallTalk } from '../../lexicon/background.ts';
import { complains } from '../../lexicon/ownWords.ts';
import { isCalm } from '../text/levels.ts';
import type { LogText } from '../text/logText.ts';
import { textsAbove } from './textLines.ts';

/** Whether a line says that something is not as it should be, and no logger or habit says that this does no harm. */
export function isComplaint(text: string): boolean {
  return complains(text) && !isSmallTalk(text) && !isAdvice(text) && !isHarmless(text) && !/\bINFO\b/.test(text);
}

/** Says that something failed, whatever it was. */
const failed = /\b(?:errors?|fail(?:ed|ure|s)?|fatal|abort(?:ed|ing)?|stopped|was ended|gave up|giving up|is empty)\b/i;

/** Whether anything above a line may be why what it says happened: a warning, an error, or a complaint in any words. */
export function isComplainedAbove(log: LogText, below: number): boolean {
  for (const line of textsAbove(log, below)) {
    const level = log.level(line);
    const text = log.text(line);
    if (!isCalm(level) && (level !== undefined || failed.test(text) || isComplaint(text))) return true;
  }
  return false;
}

/** Whether any line of a log is a warning or an error by its logger's word. */
export function isWarnedOf(log: LogText): boolean {
  for (const line of textsAbove(log, log.lineCount)) {
    const level = log.level(line);
    if (level !== undefined && !isCalm(level)) return true;
  }
  return false;
}
