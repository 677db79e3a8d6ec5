import type { GeneratedText } from '../executors/runScript.ts';

/**
 * A text of `count` lines of exactly `width` bytes each (line feed included), made on reading. `line` gives the text
 * of a line; it is cut or filled with spaces. Meant for ASCII: a character of several bytes may be cut in two.
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
