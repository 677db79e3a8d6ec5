import * as l10n from '@vscode/l10n';
import type { FileCopy } from '../model/nodeFile.ts';
import { toVisible } from '../text/escape.ts';
import { formatBytes, formatNumber } from './numbers.ts';
import { formatClock, formatTime } from './times.ts';

/** Begins a line of ours in a document that otherwise shows a file as it is. */
const noticeMark = '⋯ ';
const leftOutMark = /^⋯ (\d{1,15}) (\d{1,15})$/;

/** A line of ours above, or in place of, the content of a file; without a line feed. */
export function toNotice(sentence: string): string {
  return noticeMark + toVisible(sentence);
}

/** Whether a line is one of ours, or looks like it. */
export function isNotice(line: string): boolean {
  return line.startsWith(noticeMark);
}

/** Says how much of a file comes before what is shown. */
export function toLeftOutNotice(leftOutBytes: number, shownBytes: number): string {
  return toNotice(
    l10n.t('The first {count} bytes of this file are not shown, and not saved by Save As. The last {size} follow.', {
      count: formatNumber(leftOutBytes),
      size: formatBytes(shownBytes),
    }),
  );
}

/**
 * The same for the diagnosis, which reads numbers, not words: how many bytes are left out, and how many of the file were
 * looked at, from its end.
 */
export function toLeftOutMark(leftOutBytes: number, searchedBytes: number): string {
  return `${noticeMark}${leftOutBytes} ${searchedBytes}`;
}

/** How much of a file a text of ours lacks before it, and how much of the file was looked at, in bytes. */
interface LeftOut {
  readonly leftOut: number;
  readonly searched: number;
}

/** What `toLeftOutMark` says at the top of a text; undefined where the file was read from its beginning. */
export function readLeftOut(text: string): LeftOut | undefined {
  const notices = text.split('\n', countNoticeLines(text));
  const [, leftOut, searched] = notices.map((notice) => leftOutMark.exec(notice)).find((mark) => mark !== null) ?? [];
  return leftOut === undefined ? undefined : { leftOut: Number(leftOut), searched: Number(searched) };
}

/** That a copy is read since the node does not have a file: which one, and when it was made. */
export function describeCopy({ place, address = '', at, leftOut = 0 }: FileCopy): string {
  const time = at === undefined ? undefined : formatTime(at);
  switch (place) {
    case 'outputFiles':
      return time === undefined
        ? l10n.t('The node no longer has this file. The task uploaded this copy to {address}.', { address })
        : l10n.t('The node no longer has this file. The task uploaded this copy to {address} at {time}.', {
            address,
            time,
          });
    case 'workDirectory':
      return time === undefined
        ? l10n.t("The node no longer has this file. This copy is in the workflow's work directory: {address}.", {
            address,
          })
        : l10n.t(
            "The node no longer has this file. This copy, from {time}, is in the workflow's work directory: {address}.",
            { address, time },
          );
    case 'autoStorage':
      return time === undefined
        ? l10n.t("The node no longer has this file. This copy is in the account's auto-storage: {address}.", {
            address,
          })
        : l10n.t(
            "The node no longer has this file. This copy, from {time}, is in the account's auto-storage: {address}.",
            { address, time },
          );
    case 'saved':
      return leftOut === 0
        ? l10n.t(
            'The node no longer has this file. This copy was saved on this computer before an action, at {time}; secrets are hidden.',
            { time: time ?? '' },
          )
        : l10n.t(
            "The node no longer has this file. Its end was saved on this computer before an action, at {time}; the first {count} bytes weren't saved, and secrets are hidden.",
            { time: time ?? '', count: formatNumber(leftOut) },
          );
  }
}

/** Lines below what was last read of a file that can no longer be read: why not, and what the text is. */
export function toLostNotice(reasons: readonly string[], sinceMs: number, isGone: boolean): string {
  const time = formatClock(sinceMs);
  const what = isGone
    ? l10n.t('The text above was read before {0}. No more can be read.', time)
    : l10n.t('The text above was read before {0}. The rest follows as soon as the file can be read again.', time);
  return [...reasons, what].map(toNotice).join('\n');
}

/** A line between what a file held and what it holds since it was overwritten while it was looked at. */
export function toRewrittenNotice(atMs: number): string {
  const text = l10n.t('This file was overwritten before {0}. The text above is from before that.', formatClock(atMs));
  return toNotice(text);
}

/** A line between what a task wrote and what it writes since it started again, at `started` (ISO 8601). */
export function toRestartedNotice(started: string): string {
  return toNotice(l10n.t('The task started again at {0}. The text above is from before that.', formatTime(started)));
}

/** Of a file that is shown at most two; in place of one that is not there one for each place where it could be. */
const maxNoticesAbove = 5;

/** How many lines at the top of a text of ours are not of the file. */
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
