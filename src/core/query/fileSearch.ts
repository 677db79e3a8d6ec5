import { toVisible } from '../text/escape.ts';
import { escapePattern } from '../text/escapePattern.ts';
import { terminalSequence, withoutSequences } from '../text/terminal.ts';
import { countBytes, decodeText, detectEncoding, joinBytes, type TextEncoding } from './bytes.ts';
import { findLineEnd } from './lineFeeds.ts';

/** A line of a file that has what is sought. */
export interface FoundLine {
  /** From 1, counted from the beginning of the file. */
  readonly line: number;
  /** Where what was found begins in the file. */
  readonly byte: number;
  /** A line at most `linesAbove` before it, and where that begins in the file, in bytes. */
  readonly from: { readonly line: number; readonly start: number };
  /** What is around the match, without control characters. */
  readonly text: string;
}

/** A longer line is searched piece by piece. */
const maxLineBytes = 1024 * 1024;
/** No more of a line is given to an expression: some take time that grows with the square of it. */
const maxExpressionLength = 10_000;

/** What is sought, and in how much of each line. */
export interface Sought {
  readonly pattern: RegExp;
  readonly maxLength: number;
}
/** So much above a line is shown with it, where its lines are short. */
export const linesAbove = 100;
const bytesAbove = 16 * 1024;
const maxTextLength = 200;
const shownBefore = 60;

/**
 * What `text` asks for: itself in upper or lower case, or an expression between slashes, with the flags `i` and `u`
 * behind it: `/^ERROR\b/i`. Undefined for an expression that JavaScript doesn't understand, and for no text.
 */
export function toSought(text: string): Sought | undefined {
  const [, expression, flags] = /^\/(.+)\/([iu]*)$/.exec(text) ?? [];
  if (expression === undefined)
    return text === '' ? undefined : { pattern: new RegExp(escapePattern(text), 'i'), maxLength: maxLineBytes };
  try {
    return { pattern: new RegExp(expression, flags), maxLength: maxExpressionLength };
  } catch {
    return undefined;
  }
}

/** Searches a file that comes in parts, from its first byte on, line by line. Nothing but the last unfinished line is held. */
export class FileSearch {
  readonly #sought: Sought;
  readonly #maxFound: number;
  readonly #found: FoundLine[] = [];
  #hasMore = false;
  #encoding: TextEncoding | undefined;
  #rest: Uint8Array = new Uint8Array();
  /** Where `#rest` begins, and the number of its line. */
  #start = 0;
  #line = 1;
  /** Where the last lines begin: that of line `n` is at `n % linesAbove`. */
  readonly #starts = Array<number>(linesAbove).fill(0);

  constructor(sought: Sought, maxFound: number) {
    this.#sought = sought;
    this.#maxFound = maxFound;
  }

  /** The first lines that were found. */
  get found(): readonly FoundLine[] {
    return this.#found;
  }

  /** Whether there are more than those. */
  get hasMore(): boolean {
    return this.#hasMore;
  }

  /** How many lines were read whole. */
  get lines(): number {
    return this.#line - 1;
  }

  add(bytes: Uint8Array): void {
    const all = this.#rest.length === 0 ? bytes : joinBytes(this.#rest, bytes);
    this.#encoding ??= detectEncoding(all);
    const findEnd = (at: number): number => findLineEnd(all, at, this.#start, this.#encoding ?? 'utf-8');
    let from = 0;
    for (let end = findEnd(0); end >= 0; end = findEnd(end)) {
      this.#search(all.subarray(from, end), this.#start + from);
      from = end;
      this.#line += 1;
      this.#starts[this.#line % linesAbove] = this.#start + from;
    }
    for (; all.length - from > maxLineBytes; from += maxLineBytes)
      this.#search(all.subarray(from, from + maxLineBytes), this.#start + from);
    this.#rest = all.slice(from);
    this.#start += from;
  }

  /** The file has ended. */
  end(): void {
    if (this.#rest.length > 0) this.#search(this.#rest, this.#start);
    this.#rest = new Uint8Array();
  }

  /** The first line above one at `start` that is near it. */
  #findAbove(start: number): FoundLine['from'] {
    for (let line = Math.max(1, this.#line - linesAbove + 1); line < this.#line; line += 1) {
      const above = this.#starts[line % linesAbove] ?? start;
      if (above >= start - bytesAbove) return { line, start: above };
    }
    return { line: this.#line, start };
  }

  #search(bytes: Uint8Array, start: number): void {
    const encoding = this.#encoding ?? 'utf-8';
    const { text: written, lead } = decodeText(bytes, { offset: start, encoding });
    const text = withoutSequences(written);
    const { pattern, maxLength } = this.#sought;
    const at = text.slice(0, maxLength).search(pattern);
    if (at < 0) return;
    if (this.#found.length >= this.#maxFound) {
      this.#hasMore = true;
      return;
    }
    const byte = start + lead + countBytes(written.slice(0, toWritten(written, at)), encoding);
    this.#found.push({ line: this.#line, byte, from: this.#findAbove(start), text: toExcerpt(text, at) });
  }
}

/** Where a character of a line without what only a terminal reads is in that line. */
function toWritten(line: string, at: number): number {
  let written = at;
  for (const { 0: sequence, index } of line.matchAll(terminalSequence)) {
    if (index > written) break;
    written += sequence.length;
  }
  return written;
}

function toExcerpt(text: string, at: number): string {
  const line = text.trimEnd();
  if (line.length <= maxTextLength) return toVisible(line.trimStart());
  const from = Math.max(0, at - shownBefore);
  const part = line.slice(from, from + maxTextLength);
  return `${from > 0 ? '…' : ''}${toVisible(part)}${from + maxTextLength < line.length ? '…' : ''}`;
}
