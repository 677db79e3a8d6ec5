const encoder = new TextEncoder();

/** Counts the UTF-8 bytes of text. */
export function countBytes(text: string): number {
  return encoder.encode(text).length;
}
