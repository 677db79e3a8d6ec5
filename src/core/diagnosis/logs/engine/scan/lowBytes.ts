const encoder = new TextEncoder();

/** Bytes that the encoding of one UTF-16 unit takes at most. */
export const mostBytes = 3;

/**
 * Puts the low byte of each UTF-16 unit of a text into `bytes`, which needs room for `mostBytes` of each; returns whether
 * all are ASCII. By way of UTF-8, since a text that was decoded from bytes gives its characters one by one far slower
 * than all together.
 */
export function readLowBytes(text: string, bytes: Uint8Array): boolean {
  const { written } = encoder.encodeInto(text, bytes);
  if (written === text.length) return true;
  narrow(bytes, written);
  return false;
}

/** Makes of UTF-8 the low bytes of UTF-16, in place: these take less. */
function narrow(bytes: Uint8Array, length: number): void {
  const bitsAt = (at: number): number => (bytes[at] ?? 0) & 0x3f;
  let to = 0;
  for (let at = 0; at < length; ) {
    const first = bytes[at] ?? 0;
    if (first < 0x80) {
      bytes[to++] = first;
      at += 1;
    } else if (first < 0xe0) {
      bytes[to++] = (first << 6) | bitsAt(at + 1);
      at += 2;
    } else if (first < 0xf0) {
      bytes[to++] = (bitsAt(at + 1) << 6) | bitsAt(at + 2);
      at += 3;
    } else {
      // A pair of surrogates has 20 bits, of which the first 10 are in the first; 0x10000 is taken off.
      const high = (first << 18) | (bitsAt(at + 1) << 12) | (bitsAt(at + 2) << 6);
      bytes[to++] = (high - 0x1_0000) >> 10;
      bytes[to++] = (bitsAt(at + 2) << 6) | bitsAt(at + 3);
      at += 4;
    }
  }
}
