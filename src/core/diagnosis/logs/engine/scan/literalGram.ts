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
