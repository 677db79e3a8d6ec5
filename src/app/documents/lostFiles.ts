import type { NodeFileProperties } from '../../core/model/nodeFile.ts';
import {
  describeCopy,
  toLeftOutNotice,
  toLostNotice,
  toNotice,
  toRewrittenNotice,
} from '../../core/query/logNotice.ts';
import { collapseOverwritten } from '../../core/query/overwritten.ts';

/** Why a file cannot be read. */
export interface UnreadableFile {
  /** Sentences: why the node does not give it, and why no other place does. */
  readonly reasons: readonly string[];
  /** Whether it will not come back. */
  readonly isGone: boolean;
  /** Whether storage may have it, and is not asked before the user allows that. */
  readonly isPending?: boolean;
}

interface Lost {
  readonly text: string;
  readonly sinceMs: number;
}

/**
 * Keeps what open documents show of files that can no longer be read: the last lines of a log are never wanted more than
 * when its node has gone. Documents are known by a key of the caller's.
 */
export class LostFiles {
  readonly #findShown: (key: string) => string | undefined;
  readonly #now: () => number;
  /** Documents that show a file, and not why there is none. */
  readonly #read = new Set<string>();
  readonly #lost = new Map<string, Lost>();
  readonly #gone = new Set<string>();
  readonly #pending = new Set<string>();

  /** `findShown` gives the text of a document that is open; `now` in milliseconds since the epoch. */
  constructor(findShown: (key: string) => string | undefined, now: () => number) {
    this.#findShown = findShown;
    this.#now = now;
  }

  /** The file of document `key` has been read. */
  noteRead(key: string): void {
    this.forget(key);
    this.#read.add(key);
  }

  /** What document `key` shows now that its file is missing: what it showed before, with why there is no more. */
  toText(key: string, { reasons, isGone, isPending = false }: UnreadableFile): string {
    if (isGone) this.#gone.add(key);
    else this.#gone.delete(key);
    if (isPending) this.#pending.add(key);
    else this.#pending.delete(key);
    const lost = this.#lost.get(key) ?? this.#keep(key);
    if (lost === undefined) return `${reasons.map(toNotice).join('\n')}\n`;
    return withNoticeBelow(lost.text, `${toLostNotice(reasons, lost.sinceMs, isGone)}\n`);
  }

  /** Whether the file of document `key` was last found to be gone for good. */
  isGone(key: string): boolean {
    return this.#gone.has(key);
  }

  /** Whether storage may have the file of document `key`, and the user decides whether it is asked. */
  isPending(key: string): boolean {
    return this.#pending.has(key);
  }

  /** The document is closed. */
  forget(key: string): void {
    this.#read.delete(key);
    this.#lost.delete(key);
    this.#gone.delete(key);
    this.#pending.delete(key);
  }

  #keep(key: string): Lost | undefined {
    const text = this.#read.has(key) ? this.#findShown(key) : undefined;
    if (text === undefined || text === '') return undefined;
    const lost = { text, sinceMs: this.#now() };
    this.#lost.set(key, lost);
    return lost;
  }
}

/**
 * Part of a file as UTF-8 for the editor, below lines that say how much comes before it and whether the file was
 * rewritten (`rewrittenMs`, since the epoch). These lines are on top because below the text they would move as it
 * grows. The text is otherwise unchanged: the editor itself marks control and bidirectional characters. Only NUL is
 * replaced (by U+2400), since VS Code treats a document that contains one as binary, and what a program has overwritten
 * shows its last state.
 */
export function toEditorBytes(part: {
  readonly text: string;
  /** How many bytes of the file `text` is. */
  readonly shown: number;
  readonly leftOut: number;
  readonly rewrittenMs?: number;
  readonly properties?: Pick<NodeFileProperties, 'copy'>;
}): Uint8Array {
  const text = collapseOverwritten(part.text).replaceAll('\0', '\u2400');
  const leftOut = part.leftOut === 0 ? '' : `${toLeftOutNotice(part.leftOut, part.shown)}\n`;
  const rewritten = part.rewrittenMs === undefined ? '' : `${toRewrittenNotice(part.rewrittenMs)}\n`;
  const { copy } = part.properties ?? {};
  const copied = copy === undefined ? '' : `${toNotice(describeCopy(copy))}\n`;
  return new TextEncoder().encode(`${copied}${leftOut}${rewritten}${text}`);
}

/** `text` with `notice` on lines of its own. */
function withNoticeBelow(text: string, notice: string): string {
  return notice === '' || text === '' || text.endsWith('\n') ? `${text}${notice}` : `${text}\n${notice}`;
}
