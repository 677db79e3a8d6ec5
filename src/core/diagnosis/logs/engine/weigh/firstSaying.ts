import type { Finding } from '../finding.ts';
import type { LogText } from '../text/logText.ts';

/** Lines above that may say the same, and characters below which words are the same by chance. */
const within = 60;
const shortest = 16;

/** Marks and words that only announce an error. */
const announcement = /^\W*(?:(?:error|fatal)\b\W*)*/i;

/** Of lines that say the same, as where a wrapper repeats what it ran said, the first. */
export function toFirstSaying(cause: Finding, log: LogText): Finding {
  const words = toWords(cause.line, log);
  if (cause.covers !== undefined || words.length < shortest) return cause;
  let first = cause.line;
  for (let line = log.previous(first), seen = 0; line !== -1 && seen < within; line = log.previous(line), seen++)
    if (toWords(line, log) === words && log.level(line) !== 'warning') first = line;
  return first === cause.line ? cause : { ...cause, line: first };
}

function toWords(line: number, log: LogText): string {
  return log.text(line).replace(announcement, '').trim();
}
