import type { GeneratedText } from '../executors/runScript.ts';

/**
 * Returns a text of `count` lines of exactly `width` bytes each (including the line feed), generated on reading. `line`
 * returns the text of a line, which is cut or padded with spaces. Meant for ASCII: a multi-byte character may be cut in
 * two.
 */
export function repeatedLines(count: number, width: number, line: (index: number) => string): GeneratedText {
  const byteLength = count * width;
  return {
    byteLength,
    bytes(start, end) {
      const firstLine = Math.floor(start / width);
      const lastLine = Math.ceil(end / width);
      const made = Buffer.alloc((lastLine - firstLine) * width, ' ');
      for (let index = firstLine; index < lastLine; index++) {
        const at = (index - firstLine) * width;
        made.write(line(index), at, width - 1);
        made.write('\n', at + width - 1);
      }
      return made.subarray(start - firstLine * width, end - firstLine * width);
    },
  };
}
