import type { Finding } from './finding.ts';
import { type LogText, levelOf } from './logText.ts';

/**
 * Lines that programs print and live with: warnings of Python and its libraries, and TensorFlow's own log, which
 * calls the lack of a GPU an error.
 */
const livedWith =
  /^[EWI] (?:tensorflow|external|xla)\/|^[EWI]\d{4} (?:\S+ +)?\S*(?:cuda|xla|tensorflow)\S*\.cc:|^(?:E|W)0000 |^\S+: (?:\w*Warning): |^\w*Warning: |^\(node:\d+\) \w*Warning: /;

/** A finding in a line that warns only is a hint, whatever its words would mean elsewhere. */
export function demoteBackground(finding: Finding, log: LogText): Finding {
  if (finding.weight === 'verdict' || finding.weight === 'hint' || finding.covers !== undefined) return finding;
  const text = log.text(finding.line);
  return livedWith.test(text) || levelOf(text) === 'warning' ? { ...finding, weight: 'hint' } : finding;
}
