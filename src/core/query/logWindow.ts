/** Part of a file in bytes; `end` is inclusive, as in HTTP. */
export interface ByteWindow {
  readonly start: number;
  readonly end: number;
}

/** Bytes of a window, cut so that they begin with a line. */
export interface LineWindow {
  readonly bytes: Uint8Array;
  /** Where `bytes` begins in the file. */
  readonly start: number;
  /** Bytes of the file before `start`. */
  readonly leftOut: number;
}

/** Longest line that is looked for; a longer one is shown from its middle. */
const maxLineBytes = 256 * 1024;

/**
 * The last `maxBytes` of a file of `size` bytes, with one byte more in front, which shows whether a line begins there.
 * Undefined for an empty file.
 */
export function planTail(size: number, maxBytes: number): ByteWindow | undefined {
  return planBefore(size, maxBytes);
}

/** The window of at most `maxBytes` that ends right before `start`, with one byte more in front; for reading backwards. */
export function planBefore(start: number, maxBytes: number): ByteWindow | undefined {
  if (start <= 0 || maxBytes <= 0) return undefined;
  return { start: Math.max(0, start - maxBytes - 1), end: start - 1 };
}

/**
 * Drops the rest of a line at the front of `bytes`, which begin at `start` of the file. The first line is kept whole:
 * a line feed belongs to the line before it. UTF-16 is understood: a line feed there has a zero beside it.
 */
export function cutToLine(bytes: Uint8Array, start: number): LineWindow {
  if (start === 0) return { bytes, start, leftOut: 0 };
  const feed = bytes.subarray(0, maxLineBytes).indexOf(0x0a);
  const cut = feed < 0 ? 0 : afterFeed(bytes, feed, start);
  return { bytes: bytes.subarray(cut), start: start + cut, leftOut: start + cut };
}

/** In UTF-16LE the zero follows the feed, which has an even position; in UTF-16BE it comes before. */
function afterFeed(bytes: Uint8Array, feed: number, start: number): number {
  const isLittleEndian = bytes[feed + 1] === 0 && (start + feed) % 2 === 0;
  return isLittleEndian ? feed + 2 : feed + 1;
}
