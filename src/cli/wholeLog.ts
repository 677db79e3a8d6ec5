import { type RemoteFile, readIfThere, thoroughBytes } from '../app/evidence/readLog.ts';
import { decodeText, type TextEncoding } from '../core/files/bytes.ts';
import { showLines } from '../core/files/shownLine.ts';
import { redactText } from '../core/text/redact.ts';
import type { Output } from './output.ts';

const newline = 10;

/**
 * Prints a log of any length from its beginning, each line with its number, as it is read. A part without the end of a
 * line is printed as a line. Throws the errors of the file's port.
 */
export async function printWhole(file: RemoteFile, output: Pick<Output, 'printLines'>): Promise<void> {
  let [at, number] = [0, 1];
  let encoding: TextEncoding | undefined;
  for (;;) {
    const bytes = await readIfThere(file, { start: at, end: at + thoroughBytes });
    if (bytes === undefined || bytes.length === 0) return;
    const lineEnd = bytes.length < thoroughBytes ? 0 : bytes.lastIndexOf(newline) + 1;
    const end = lineEnd === 0 ? bytes.length : lineEnd;
    const part = decodeText(bytes.subarray(0, end), encoding === undefined ? {} : { offset: at, encoding });
    encoding ??= part.encoding;
    const lines = showLines(redactText(part.text)).replace(/\n$/, '').split(/\r?\n/);
    const first = number;
    output.printLines(lines.map((text, index) => ({ text: `  ${first + index} | ${text}`, isWhole: true })));
    number += lines.length;
    at += end;
  }
}
