import { isAdvice, isIgnoring, isMeaningless, isProgress, isReReport, isSmallTalk } from '../../lexicon/background.ts';
import type { Finding } from '../finding.ts';
import type { Level } from '../text/levels.ts';
import type { LogText } from '../text/logText.ts';

/** A finding in a line that warns or informs only is a hint, whatever its words would mean elsewhere. */
export function demoteBackground(finding: Finding, log: LogText): Finding {
  const text = log.text(finding.line);
  const level = log.level(finding.line);
  if (isMeaningless(text) || level === 'debug') return { ...finding, weight: 'hint', narrow: 'other' };
  if (isIgnoring(log.text(log.next(finding.line)))) return { ...finding, weight: 'hint' };
  if (finding.weight === 'verdict' || finding.weight === 'hint' || finding.covers !== undefined) return finding;
  if (isProgress(text)) return finding.weight === 'echo' ? finding : { ...finding, weight: 'hint', narrow: 'other' };
  if (finding.vague === true && isAdvice(text)) return { ...finding, weight: 'hint', narrow: 'other' };
  if (isReReport(text) || isAdvice(text)) return { ...finding, weight: 'echo', vague: false };
  return isSmallTalk(text) || level === 'warning' || isInformed(finding, text, level)
    ? { ...finding, weight: 'hint' }
    : finding;
}

/** Whether a logger that only informs speaks itself: a failure that it names, and a runtime with a place in code, are none of its words. */
function isInformed({ frame }: Finding, text: string, level: Level | undefined): boolean {
  return level === 'info' && frame === undefined && !/fail/i.test(text);
}
