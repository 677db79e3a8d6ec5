import { toLeftOutNotice, toRewrittenNotice } from '../../core/query/logNotice.ts';

/**
 * Part of a file as UTF-8 for the editor, below lines that say how much comes before it and whether the file was
 * rewritten (`rewrittenMs`, since the epoch). These lines are on top because below the text they would move as it
 * grows. The text is otherwise unchanged: the editor itself marks control and bidirectional characters. Only NUL is
 * replaced (by U+2400), since VS Code treats a document that contains one as binary.
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
