import { kindAt, kinds } from './characters.ts';

/** Finds where the quotations of one line end, looking at it once for each kind of quote that is not closed. */
export class QuoteFinder {
  readonly #line: string;
  readonly #unclosed = new Set<string>();

  constructor(line: string) {
    this.#line = line;
  }

  /** Index after the closing quote; undefined when the quote at `start` opens nothing. */
  findEnd(start: number): number | undefined {
    const mark = this.#line.charAt(start);
    if (this.#unclosed.has(mark) || (mark === "'" && !this.#isAfterSeparator(start))) return undefined;
    const closing = this.#line.indexOf(mark, start + 1);
    if (closing >= 0) return closing + 1;
    this.#unclosed.add(mark);
    return undefined;
  }

  /** An apostrophe inside or after a word opens no quotation. */
  #isAfterSeparator(start: number): boolean {
    if (start === 0) return true;
    const before = kindAt(this.#line, start - 1);
    return before === kinds.space || before === kinds.other;
  }
}
