import * as l10n from '@vscode/l10n';
import { BatchError } from '../model/batchError.ts';
import { formatBytes } from './numbers.ts';

/** Larger files are not handed over whole: VS Code holds what it opens in memory, and more than once. */
export const maxWholeBytes = 64 * 1024 * 1024;

/** Never seen as codes: a file of which this is said is opened by its own address instead. */
const notTextCode = 'FileNotText';
const looksLikeTextCode = 'FileLooksLikeText';
const tooLargeCode = 'FileTooLarge';

/** Says that the content of a file is no text, and what it is where that is known. */
export function describeNotText(path: string, format: string | undefined): string {
  return format === undefined
    ? l10n.t("{path} can't be shown as text, because its content is not text in any known encoding.", { path })
    : l10n.t("{path} can't be shown as text, because its format is binary ({format}).", { path, format });
}

/** What the text of a binary file is refused with; `head` are its first bytes. */
export function toNotText(path: string, format: string | undefined, head: Uint8Array): BatchError {
  const code = isTextToEditor(head) ? looksLikeTextCode : notTextCode;
  return new BatchError({ code, message: describeNotText(path, format) });
}

/** Whether the text of a file was refused because it has none. */
export function isNotText(error: unknown): error is BatchError {
  return BatchError.is(error, notTextCode, looksLikeTextCode);
}

/** Whether VS Code shows such a file as text although it is none. */
export function isTakenForText(error: BatchError): boolean {
  return BatchError.is(error, looksLikeTextCode);
}

/** VS Code decides by this many bytes. */
const lookedAtBytes = 512;

/**
 * VS Code takes for binary what has a zero among its first bytes, unless every second one is (UTF-16): one of seven
 * compressed files without a header is text to it.
 */
function isTextToEditor(head: Uint8Array): boolean {
  const looked = head.subarray(0, lookedAtBytes);
  const isWide = (parity: number): boolean => looked.every((byte, index) => (byte === 0) === (index % 2 === parity));
  return !looked.includes(0) || isWide(0) || isWide(1);
}

/** What a file is refused with that never stays the same for as long as reading it takes. */
export function toChanging(path: string): BatchError {
  const message = l10n.t("{path} is changing while it's being read. Try again when nothing is writing to it.", {
    path,
  });
  return new BatchError({ code: 'InvalidInput', message });
}

/** What a file is refused with that was written to after it was listed. */
export function toChanged(path: string): BatchError {
  const message = l10n.t('{0} was written to while it was being read. Download it again.', path);
  return new BatchError({ code: 'InvalidInput', message });
}

/** Whether a file was written to between two looks at it (ISO 8601): lists have fractions of a second, headers have none. */
export function isWrittenSince(seen: string | undefined, now: string | undefined): boolean {
  const toSecond = (time: string | undefined): number => Math.floor(Date.parse(time ?? '') / 1000);
  return toSecond(seen) !== toSecond(now) && !Number.isNaN(toSecond(seen) + toSecond(now));
}

/** What the bytes of a file are refused with that is larger than `maxWholeBytes`. */
export function toTooLarge(path: string, bytes: number): BatchError {
  const message = l10n.t(
    '{path} is {size}, and at most {limit} of a file can be opened. To get the whole file, download it.',
    { path, size: formatBytes(bytes), limit: formatBytes(maxWholeBytes) },
  );
  return new BatchError({ code: tooLargeCode, message });
}

/** Whether a file was refused because it is too large to be opened whole. */
export function isTooLarge(error: unknown): error is BatchError {
  return BatchError.is(error, tooLargeCode);
}
