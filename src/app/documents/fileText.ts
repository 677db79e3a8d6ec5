import { toLeftOutNotice, toRewrittenNotice } from '../../core/query/logNotice.ts';

/**
 * Text of a part of a file as UTF-8 for the editor, under lines that say how much comes before it, and that it was
 * written anew (`rewrittenMs`, since the epoch): below they would slide on under what follows. The text is shown as it
 * is: the editor itself marks control and bidirectional characters. Only NUL is replaced (by U+2400), since VS Code takes
 * a document that holds one for binary.
 */
export function toEditorBytes(part: {
  readonly text: string;
  /** How many bytes of the file `text` is. */
  readonly shown: number;
  readonly leftOut: number;
  readonly rewrittenMs?: number;
}): Uint8Array {
  const text = part.text.replaceAll('\0', '\u2400');
  const leftOut = part.leftOut === 0 ? '' : `${toLeftOutNotice(part.leftOut, part.shown)}\n`;
  const rewritten = part.rewrittenMs === undefined ? '' : `${toRewrittenNotice(part.rewrittenMs)}\n`;
  return new TextEncoder().encode(`${leftOut}${rewritten}${text}`);
}

/** `text` with `notice` on lines of its own. */
export function withNoticeBelow(text: string, notice: string): string {
  return notice === '' || text === '' || text.endsWith('\n') ? `${text}${notice}` : `${text}\n${notice}`;
}
