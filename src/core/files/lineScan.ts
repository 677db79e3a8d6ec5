import { detectEncoding, joinBytes, type TextEncoding } from './bytes.ts';
import { findLineEnd } from './lineFeeds.ts';

/** Maximum number of bytes of a line; longer lines are read in pieces. */
export const maxLineBytes = 1024 * 1024;
/** Limits of the context shown above a line: number of lines, and number of bytes. */
export const linesAbove = 100;
const bytesAbove = 16 * 1024;

/** Start of a line: its number, starting at 1, and the position of its first byte. */
export interface LineStart {
  readonly line: number;
  readonly start: number;
}

/** A line of a file, or a piece of a very long one. */
export interface ScannedLine extends LineStart {
  readonly bytes: Uint8Array;
  readonly encoding: TextEncoding;
}

/** Splits a file that arrives in parts into lines. Holds only the last unfinished line. */
export class LineScan {
  readonly #note: (line: ScannedLine) => void;
  #encoding: TextEncoding | undefined;
  #rest: Uint8Array = new Uint8Array();
  /** Position and line number of `#rest`. */
  #start: number;
  #line: number;
  /** Positions of the last lines: line `n` is at index `n % linesAbove`. */
  readonly #starts: number[];
  readonly #first: number;

  /** Starts with a line of the file. Calls `note` with each line, in order. */
  constructor(note: (line: ScannedLine) => void, { line, start }: LineStart = { line: 1, start: 0 }) {
    this.#note = note;
    this.#line = line;
    this.#first = line;
    this.#start = start;
    this.#starts = Array<number>(linesAbove).fill(start);
  }

  /** Returns the number and position of the next line. */
  get next(): LineStart {
    return { line: this.#line, start: this.#start };
  }

  add(bytes: Uint8Array): void {
    const all = this.#rest.length === 0 ? bytes : joinBytes(this.#rest, bytes);
    this.#encoding ??= detectEncoding(all, this.#start);
    const encoding = this.#encoding;
    const begin = this.#start;
    const findEnd = (at: number): number => findLineEnd(all, at, begin, encoding);
    let from = 0;
    for (let end = findEnd(0); end >= 0; end = findEnd(end)) {
      this.#note({ line: this.#line, start: begin + from, bytes: all.subarray(from, end), encoding });
      from = end;
      this.#line += 1;
      this.#start = begin + from;
      this.#starts[this.#line % linesAbove] = this.#start;
    }
    for (; all.length - from > maxLineBytes; from += maxLineBytes)
      this.#note({ line: this.#line, start: begin + from, bytes: all.subarray(from, from + maxLineBytes), encoding });
    this.#rest = all.slice(from);
    this.#start = begin + from;
  }

  /** Ends the file and passes the last line to `note`. */
  end(): void {
    const [line, start, bytes] = [this.#line, this.#start, this.#rest];
    if (bytes.length > 0) this.#note({ line, start, bytes, encoding: this.#encoding ?? 'utf-8' });
    this.#rest = new Uint8Array();
  }

  /** Returns the start of the earliest line above the current one, which starts at `start`, within both limits. */
  findAbove(start: number): LineStart {
    for (let line = Math.max(this.#first, this.#line - linesAbove + 1); line < this.#line; line += 1) {
      const above = this.#starts[line % linesAbove] ?? start;
      if (above >= start - bytesAbove) return { line, start: above };
    }
    return { line: this.#line, start };
  }
}
