import { hiddenText } from './hiddenText.ts';

const keyEnd = /-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g;

/** A line of a key holds nothing but base64; where the log writes a time before each line, a long one ends with it. */
const keyLine = /^(?:[ \t]{0,40}|.{0,80}[ \t"'](?=[A-Za-z0-9+/]{40}))[A-Za-z0-9+/=]{1,120}[ \t]{0,40}\r?$/;

/**
 * `text` without the private keys of which only the end is left, as where a part of a log begins within one. Lines stay
 * where they are.
 */
export function hideCutKeys(text: string): string {
  let shown = '';
  let from = 0;
  for (const { 0: end, index } of text.matchAll(keyEnd)) {
    shown += hideLastLines(text.slice(from, index)) + end;
    from = index + end.length;
  }
  return shown + text.slice(from);
}

function hideLastLines(text: string): string {
  const lines = text.split('\n');
  const last = lines.length - 1;
  let first = last;
  while (first > 0 && keyLine.test(lines[first - 1] ?? '')) first -= 1;
  if (first === last) return text;
  return [...lines.slice(0, first), hiddenText, ...lines.slice(first + 1, last).map(() => ''), lines[last]].join('\n');
}
