import { decodeText } from '../../core/query/bytes.ts';
import { toLeftOutNotice } from '../../core/query/logNotice.ts';

/** Bytes looked at to tell a binary file from text. */
const sampleBytes = 8 * 1024;
/** Share of control characters from which on a file counts as binary; logs hold a few for colours and progress. */
const maxControlShare = 0.1;

/** Whether bytes are something that an editor of text has no use for. */
export function isBinary(bytes: Uint8Array, offset: number): boolean {
  const { text } = decodeText(bytes.subarray(0, sampleBytes), { offset });
  if (text.length === 0) return false;
  let controls = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code < 0x20 && !(code >= 0x08 && code <= 0x0d) && code !== 0x1b) controls += 1;
  }
  return controls / text.length > maxControlShare;
}

/**
 * Part of a file as UTF-8 for the editor, under a line that says how much comes before it. The content is shown as it
 * is: the editor itself marks control and bidirectional characters. Only NUL is replaced (by U+2400), since VS Code
 * takes a file that holds one for binary.
 */
export function toEditorBytes(part: {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly leftOut: number;
}): Uint8Array {
  const text = decodeText(part.bytes, { offset: part.start }).text.replaceAll('\0', '\u2400');
  if (part.leftOut === 0) return new TextEncoder().encode(text);
  return new TextEncoder().encode(`${toLeftOutNotice(part.leftOut, part.bytes.length)}\n${text}`);
}
