import type { TextEncoding } from './bytes.ts';

const lineFeed = 0x0a;

/**
 * Returns the position after the line feed that ends the line with the byte at `from`; -1 if the line doesn't end
 * within `bytes`, which start at `offset` of their file.
 */
export function findLineEnd(bytes: Uint8Array, from: number, offset: number, encoding: TextEncoding): number {
  for (let feed = bytes.indexOf(lineFeed, from); feed >= 0; feed = bytes.indexOf(lineFeed, feed + 1)) {
    if (encoding !== 'utf-16le' && encoding !== 'utf-16be') return feed + 1;
    if (!isWideFeed(bytes, feed, offset, encoding)) continue;
    const end = encoding === 'utf-16le' ? feed + 2 : feed + 1;
    return end > bytes.length ? -1 : end;
  }
  return -1;
}

/** Checks whether a byte is part of a UTF-16 line feed rather than of another character. */
function isWideFeed(bytes: Uint8Array, at: number, offset: number, encoding: TextEncoding): boolean {
  const isEven = (offset + at) % 2 === 0;
  return encoding === 'utf-16le' ? isEven && (bytes[at + 1] ?? 0) === 0 : !isEven && bytes[at - 1] === 0;
}
