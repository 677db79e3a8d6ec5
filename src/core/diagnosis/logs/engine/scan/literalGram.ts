/** Characters that are looked at together. */
export const gramLength = 4;
export const gramBits = 20;
const gramMask = (1 << gramBits) - 1;
/** Each character moves the ones before it up by so many bits, so that a fifth is forgotten. */
const gramShift = gramBits / gramLength;

/** The hash of the last four bytes, from that of the four before the last byte came. */
export function gramAfter(gram: number, byte: number): number {
  return ((gram << gramShift) ^ byte) & gramMask;
}

/** The hash of two bytes that were read as one number; all processors that VS Code runs on put the first byte low. */
export function hashPair(pair: number): number {
  return ((pair & 0xff) << gramShift) ^ (pair >>> 8);
}

/** The hash of four bytes, from those of the first two and of the last two: the same that `gramAfter` comes to. */
export function gramOfPairs(first: number, last: number): number {
  return ((first << (2 * gramShift)) ^ last) & gramMask;
}
