/** Part of a file in bytes; `end` is inclusive, as in HTTP. */
export interface ByteWindow {
  readonly start: number;
  readonly end: number;
}

/** Bytes of a window, cut so that they begin with a line. */
export interface LineWindow {
  readonly bytes: Uint8Array;
  /** Position of `bytes` in the file. */
  readonly start: number;
  /** Bytes of the file before `start`. */
  readonly leftOut: number;
}

/** Maximum length in bytes of a line that is searched for its start; a longer line is shown from its middle. */
const maxLineBytes = 256 * 1024;

/**
 * Returns the last `maxBytes` of a file of `size` bytes, plus one byte before them that shows whether a line starts
 * there. Undefined for an empty file.
 */
export function planTail(size: number, maxBytes: number): ByteWindow | undefined {
  return planBefore(size, maxBytes);
}

/**
 * Returns the window of at most `maxBytes` that ends right before `start`, plus one byte before it; for reading
 * backward.
 */
export function planBefore(start: number, maxBytes: number): ByteWindow | undefined {
  if (start <= 0 || maxBytes <= 0) return undefined;
  return { start: Math.max(0, start - maxBytes - 1), end: start - 1 };
}

/**
 * Drops the rest of a line at the beginning of `bytes`, which start at `start` of the file, but keeps the first line if
 * it is whole. Supports UTF-16, where a zero is next to each line feed.
 */
export function cutToLine(bytes: Uint8Array, start: number): LineWindow {
  if (start === 0) return { bytes, start, leftOut: 0 };
  const feed = bytes.subarray(0, maxLineBytes).indexOf(0x0a);
  const cut = feed < 0 ? 0 : afterFeed(bytes, feed, start);
  return { bytes: bytes.subarray(cut), start: start + cut, leftOut: start + cut };
}

/**
 * Returns the position after a line feed. In UTF-16LE the zero follows the feed, which is at an even position; in
 * UTF-16BE the zero precedes it.
 */
function afterFeed(bytes: Uint8Array, feed: number, start: number): number {
  const isLittleEndian = bytes[feed + 1] === 0 && (start + feed) % 2 === 0;
  return isLittleEndian ? feed + 2 : feed + 1;
}
