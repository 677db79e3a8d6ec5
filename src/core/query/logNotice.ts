import * as l10n from '@vscode/l10n';
import { toVisible } from '../text/escape.ts';
import { formatBytes, formatNumber } from './numbers.ts';

/** Begins a line of ours in a document that otherwise shows a file as it is. */
const noticeMark = '⋯ ';

/** A line of ours above, or in place of, the content of a file; without a line feed. */
export function toNotice(sentence: string): string {
  return noticeMark + toVisible(sentence);
}

/** Says how much of a file comes before what is shown. */
export function toLeftOutNotice(leftOutBytes: number, shownBytes: number, locale?: string): string {
  const sentence = l10n.t(
    'The first {0} bytes of this file are left out; its last {1} follow.',
    formatNumber(leftOutBytes, locale),
    formatBytes(shownBytes, locale),
  );
  return toNotice(sentence);
}

/** How many lines at the top of a document of ours are not of the file: 0 or 1. */
export function countNoticeLines(text: string): number {
  return text.startsWith(noticeMark) ? 1 : 0;
}
