import type { Finding } from './finding.ts';
import { type LogText, levelOf } from './logText.ts';
import { says, type Words } from './words.ts';

/**
 * Lines that programs print and live with: warnings of Python and its libraries, and TensorFlow's own log, which
 * calls the lack of a GPU an error.
 */
const livedWith: readonly Words[] = [
  /^[EWI] (?:tensorflow|external|xla)\//,
  [/^[EWI]\d{4} /, /cuda|xla|tensorflow/],
  /^\S+: \w*Warning: |^\w*Warning: |^\(node:\d+\) \w*Warning: /,
];

/** A finding in a line that warns only is a hint, whatever its words would mean elsewhere. */
export function demoteBackground(finding: Finding, log: LogText): Finding {
  if (finding.weight === 'verdict' || finding.weight === 'hint' || finding.covers !== undefined) return finding;
  const text = log.text(finding.line);
  return livedWith.some((words) => says(text, words)) || levelOf(text) === 'warning'
    ? { ...finding, weight: 'hint' }
    : finding;
}

/** Programs whose complaints seldom end a script. */
const tidying = /^(?:rm|rmdir|kill|pkill|killall|which|umount|ls|stat|unlink|test|ps): |command -v/;

/** Whether a script can be expected to live with an error, as it tidies up or makes what is there already. */
export function isHarmless(text: string): boolean {
  return tidying.test(text) || (/\b(?:mkdir|ln): /.test(text) && text.includes('File exists'));
}
