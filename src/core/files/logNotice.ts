import * as l10n from '@vscode/l10n';
import type { FileCopy } from '../model/nodeFile.ts';
import { toVisible } from '../text/escape.ts';
import { formatBytes, formatNumber } from '../words/numbers.ts';
import { formatClock, formatTime } from '../words/times.ts';

/** Prefix of a line that is inserted into a document that otherwise shows a file unchanged. */
const noticeMark = '⋯ ';
const leftOutMark = /^⋯ (\d{1,15}) (\d{1,15})$/;

/** Returns a line, without a line feed, to insert above a file's content or instead of it. */
export function toNotice(sentence: string): string {
  return noticeMark + toVisible(sentence);
}

/** Checks whether a line is an inserted notice, or looks like one. */
export function isNotice(line: string): boolean {
  return line.startsWith(noticeMark);
}

/** Describes how much of a file precedes the shown part. */
export function toLeftOutNotice(leftOutBytes: number, shownBytes: number): string {
  return toNotice(
    l10n.t('The first {count} bytes of this file are not shown, and not saved by Save As. The last {size} follow.', {
      count: formatNumber(leftOutBytes),
      size: formatBytes(shownBytes),
    }),
  );
}

/** Returns the numbers of `toLeftOutNotice` for the diagnosis: bytes left out, and bytes searched from the end. */
export function toLeftOutMark(leftOutBytes: number, searchedBytes: number): string {
  return `${noticeMark}${leftOutBytes} ${searchedBytes}`;
}

/** Number of bytes of a file before the read text, and number of bytes searched from the end of the file. */
interface LeftOut {
  readonly leftOut: number;
  readonly searched: number;
}

/** Parses the line of `toLeftOutMark` at the top of `text`; undefined if the file was read from its start. */
export function readLeftOut(text: string): LeftOut | undefined {
  const notices = text.split('\n', countNoticeLines(text));
  const [, leftOut, searched] = notices.map((notice) => leftOutMark.exec(notice)).find((mark) => mark !== null) ?? [];
  return leftOut === undefined ? undefined : { leftOut: Number(leftOut), searched: Number(searched) };
}

/** Describes the copy that is read because the node doesn't have the file, or not of this run, with its time. */
export function describeCopy({ place, address = '', at, leftOut = 0 }: FileCopy, isOfEarlierRun = false): string {
  const time = at === undefined ? undefined : formatTime(at);
  if (isOfEarlierRun)
    return leftOut === 0
      ? l10n.t('This copy was saved on this computer before the task ran again, at {time}; secrets are hidden.', {
          time: time ?? '',
        })
      : l10n.t(
          "This is the end of the file, which was saved on this computer before the task ran again, at {time}; the first {count} bytes weren't saved, and secrets are hidden.",
          { time: time ?? '', count: formatNumber(leftOut) },
        );
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

/** Returns the lines to show below a file that can no longer be read: the reasons, and the age of the last text. */
export function toLostNotice(reasons: readonly string[], sinceMs: number, isGone: boolean): string {
  const time = formatClock(sinceMs);
  const what = isGone
    ? l10n.t('The text above was read before {0}. No more can be read.', time)
    : l10n.t('The text above was read before {0}. The rest follows as soon as the file can be read again.', time);
  return [...reasons, what].map(toNotice).join('\n');
}

/** Returns the line to insert between the old and new content of a file that was overwritten while open. */
export function toRewrittenNotice(atMs: number): string {
  const text = l10n.t('This file was overwritten before {0}. The text above is from before that.', formatClock(atMs));
  return toNotice(text);
}

/** Returns the line to insert between the output of a task's runs; `started` (ISO 8601) is the start of the new run. */
export function toRestartedNotice(started: string): string {
  return toNotice(l10n.t('The task started again at {0}. The text above is from before that.', formatTime(started)));
}

/** Maximum number of lines inserted on top: shown files have up to two, missing files one for each possible place. */
const maxNoticesAbove = 5;

/** Counts the inserted lines at the top of `text`. */
export function countNoticeLines(text: string): number {
  let count = 0;
  for (let at = 0; count < maxNoticesAbove && text.startsWith(noticeMark, at); count += 1) {
    const end = text.indexOf('\n', at);
    if (end === -1) return count + 1;
    at = end + 1;
  }
  return count;
}

/** Empties the inserted lines at the top of `text`, so that all other lines keep their numbers. */
export function blankNotices(text: string): string {
  const count = countNoticeLines(text);
  if (count === 0) return text;
  let at = 0;
  for (let line = 0; line < count && at !== -1; line += 1) at = text.indexOf('\n', at === 0 ? 0 : at + 1);
  return '\n'.repeat(count) + (at === -1 ? '' : text.slice(at + 1));
}
