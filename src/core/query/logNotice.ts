import * as l10n from '@vscode/l10n';
import { toVisible } from '../text/escape.ts';
import { formatBytes, formatNumber } from './numbers.ts';
import { formatClock, formatTime } from './times.ts';

/** Begins a line of ours in a document that otherwise shows a file as it is. */
const noticeMark = '⋯ ';

/** A line of ours above, or in place of, the content of a file; without a line feed. */
export function toNotice(sentence: string): string {
  return noticeMark + toVisible(sentence);
}

/** Says how much of a file comes before what is shown. */
export function toLeftOutNotice(leftOutBytes: number, shownBytes: number): string {
  return toNotice(sayLeftOut(formatNumber(leftOutBytes), formatBytes(shownBytes)));
}

function sayLeftOut(count: string, size: string): string {
  return l10n.t(
    'The first {count} bytes of this file are not shown, and not saved by Save As. The last {size} follow.',
    { count, size },
  );
}

/** That a file is a copy in storage: where, and when it was uploaded (ISO 8601). */
export function describeStoredCopy(address: string, uploaded: string | undefined): string {
  const text = l10n.t('The node no longer has this file. The task uploaded this copy to {address}.', { address });
  if (uploaded === undefined) return text;
  return l10n.t('The node no longer has this file. The task uploaded this copy to {address} at {time}.', {
    address,
    time: formatTime(uploaded),
  });
}

/** The same as a line above the file. */
export function toStoredNotice(address: string, uploaded: string | undefined): string {
  return toNotice(describeStoredCopy(address, uploaded));
}

/** Two lines below what was last read of a file that can no longer be read: why not (a sentence), and what the text is. */
export function toLostNotice(why: string, sinceMs: number, isGone: boolean): string {
  const time = formatClock(sinceMs);
  const what = isGone
    ? l10n.t('The text above was read before {0}. No more can be read.', time)
    : l10n.t('The text above was read before {0}. The rest follows as soon as the file can be read again.', time);
  return `${toNotice(why)}\n${toNotice(what)}`;
}

/** A line above a file of which the beginning was taken away or written again while it was looked at. */
export function toRewrittenNotice(atMs: number): string {
  return toNotice(sayRewritten(formatClock(atMs)));
}

function sayRewritten(time: string): string {
  return l10n.t('This file was overwritten before {0}. The earlier content is gone.', time);
}

/** Whether `line` is the one that says how much of a file is left out. */
export function isLeftOutNotice(line: string): boolean {
  const [start = '', ...parts] = toNotice(sayLeftOut('{}', '{}')).split('{}');
  return line.startsWith(start) && parts.every((part) => line.includes(part));
}

/** One for a copy in storage, one for what is left out of a file, and one for a file that was written again. */
const maxNoticesAbove = 3;

/** How many lines at the top of a document of ours are not of the file: 0 to 3. */
export function countNoticeLines(text: string): number {
  let count = 0;
  for (let at = 0; count < maxNoticesAbove && text.startsWith(noticeMark, at); count += 1) {
    const end = text.indexOf('\n', at);
    if (end === -1) return count + 1;
    at = end + 1;
  }
  return count;
}

/** The text with nothing in the lines at its top that are not of the file: all others keep their numbers. */
export function blankNotices(text: string): string {
  const count = countNoticeLines(text);
  if (count === 0) return text;
  let at = 0;
  for (let line = 0; line < count && at !== -1; line += 1) at = text.indexOf('\n', at === 0 ? 0 : at + 1);
  return '\n'.repeat(count) + (at === -1 ? '' : text.slice(at + 1));
}

/** The lines of a document of ours that are of the file. */
export function withoutNotices(text: string): string {
  const lines = text.split('\n').slice(countNoticeLines(text));
  const end = lines.findLastIndex((line) => line !== '' && !line.startsWith(noticeMark));
  const isNotice = lines.slice(end + 1).some((line) => line.startsWith(noticeMark));
  return isNotice ? `${lines.slice(0, end + 1).join('\n')}\n` : lines.join('\n');
}
