import { isAdvice, isIgnoring, isMeaningless, isProgress, isReReport, isSmallTalk } from '../../lexicon/background.ts';
import type { Finding } from '../finding.ts';
import type { LogText } from '../text/logText.ts';

/** A finding in a line that warns only is a hint, whatever its words would mean elsewhere. */
export function demoteBackground(finding: Finding, log: LogText): Finding {
  const text = log.text(finding.line);
  const level = log.level(finding.line);
  if (isMeaningless(text) || level === 'debug') return { ...finding, weight: 'hint', narrow: 'other' };
  if (isIgnoring(log.text(log.next(finding.line)))) return { ...finding, weight: 'hint' };
  if (finding.weight === 'verdict' || finding.weight === 'hint' || finding.covers !== undefined) return finding;
  if (isProgress(text)) return finding.weight === 'echo' ? finding : { ...finding, weight: 'hint', narrow: 'other' };
  if (isReReport(text) || isAdvice(text)) return { ...finding, weight: 'echo' };
  return isSmallTalk(text) || level === 'warning' ? { ...finding, weight: 'hint' } : finding;
}
