import * as l10n from '@vscode/l10n';
import { BatchError } from '../model/batchError.ts';
import { formatBytes } from '../words/numbers.ts';

/** Maximum bytes of a file that is opened whole, because VS Code holds an opened file in memory more than once. */
export const maxWholeBytes = 64 * 1024 * 1024;

/** Internal error codes, which users never see. Files that aren't text are opened as their bytes instead. */
const notTextCode = 'FileNotText';
const looksLikeTextCode = 'FileLooksLikeText';
const tooLargeCode = 'FileTooLarge';
const existsCode = 'FileExists';

/** Says that the content of a file isn't text, with its format if known. */
export function describeNotText(path: string, format: string | undefined): string {
  return format === undefined
    ? l10n.t("{path} can't be shown as text, because its content is not text in any known encoding.", { path })
    : l10n.t("{path} can't be shown as text, because its format is binary ({format}).", { path, format });
}

/** Returns the error for reading a binary file as text; `head` are its first bytes. */
export function toNotText(path: string, format: string | undefined, head: Uint8Array): BatchError {
  const code = isTextToEditor(head) ? looksLikeTextCode : notTextCode;
  return new BatchError({ code, message: describeNotText(path, format) });
}

/** Returns the error for a download in whose place another file exists. */
export function toExisting(path: string): BatchError {
  const message = l10n.t('Another file with this name already exists: {0}', path);
  return new BatchError({ code: existsCode, message });
}

/** Checks whether a download was refused because another file exists in its place. */
export function isExisting(error: unknown): error is BatchError {
  return BatchError.is(error, existsCode);
}

/** Checks whether a file was refused because it isn't text. */
export function isNotText(error: unknown): error is BatchError {
  return BatchError.is(error, notTextCode, looksLikeTextCode);
}

/** Checks whether VS Code would show a file that isn't text as if it were. */
export function isTakenForText(error: BatchError): boolean {
  return BatchError.is(error, looksLikeTextCode);
}

/** Number of bytes that VS Code inspects. */
const lookedAtBytes = 512;

/**
 * Checks whether VS Code treats a file as text. It treats a file as binary if the first bytes contain a zero, unless
 * every second byte is zero (UTF-16). About one in seven compressed files without a header is text according to this
 * rule.
 */
function isTextToEditor(head: Uint8Array): boolean {
  const looked = head.subarray(0, lookedAtBytes);
  const isWide = (parity: number): boolean => looked.every((byte, index) => (byte === 0) === (index % 2 === parity));
  return !looked.includes(0) || isWide(0) || isWide(1);
}

/** Returns the error for a file that changes faster than it can be read. */
export function toChanging(path: string): BatchError {
  const message = l10n.t("{path} is changing while it's being read. Try again when nothing is writing to it.", {
    path,
  });
  return new BatchError({ code: 'InvalidInput', message });
}

/** Returns the error for a file that was written to after it was listed. */
export function toChanged(path: string): BatchError {
  const message = l10n.t('{0} was written to while it was being read. Download it again.', path);
  return new BatchError({ code: 'InvalidInput', message });
}

/**
 * Checks whether a file was written to between two reads of its time (ISO 8601). Compares whole seconds, because times
 * in lists have fractions and times in headers don't.
 */
export function isWrittenSince(seen: string | undefined, now: string | undefined): boolean {
  const toSecond = (time: string | undefined): number => Math.floor(Date.parse(time ?? '') / 1000);
  return toSecond(seen) !== toSecond(now) && !Number.isNaN(toSecond(seen) + toSecond(now));
}

/** Returns the error for opening a file that is larger than `maxWholeBytes`. */
export function toTooLarge(path: string, bytes: number): BatchError {
  const message = l10n.t(
    '{path} is {size}, and at most {limit} of a file can be opened. To get the whole file, download it.',
    { path, size: formatBytes(bytes), limit: formatBytes(maxWholeBytes) },
  );
  return new BatchError({ code: tooLargeCode, message });
}

/** Checks whether a file was refused because it is too large to open whole. */
export function isTooLarge(error: unknown): error is BatchError {
  return BatchError.is(error, tooLargeCode);
}
