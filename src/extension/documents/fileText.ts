import { decodeText } from '../../core/query/bytes.ts';
import { toLeftOutNotice, toRewrittenNotice } from '../../core/query/logNotice.ts';

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
 * Part of a file as UTF-8 for the editor, under lines that say how much comes before it, and that it was written anew
 * (`rewrittenMs`, since the epoch): below they would slide on under what follows. The content is shown as it is: the editor itself marks control and bidirectional characters. Only NUL is replaced (by U+2400), since VS Code
 * takes a file that holds one for binary.
 */
export function toEditorBytes(part: {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly leftOut: number;
  readonly rewrittenMs?: number;
}): Uint8Array {
  const text = decodeText(part.bytes, { offset: part.start }).text.replaceAll('\0', '\u2400');
  const leftOut = part.leftOut === 0 ? '' : `${toLeftOutNotice(part.leftOut, part.bytes.length)}\n`;
  const rewritten = part.rewrittenMs === undefined ? '' : `${toRewrittenNotice(part.rewrittenMs)}\n`;
  return new TextEncoder().encode(`${leftOut}${rewritten}${text}`);
}

/** `text` with `notice` on lines of its own. */
export function withNoticeBelow(text: string, notice: string): string {
  return notice === '' || text === '' || text.endsWith('\n') ? `${text}${notice}` : `${text}\n${notice}`;
}
