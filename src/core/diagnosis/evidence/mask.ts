import {
  findSpaceEnd,
  findWordEnd,
  isCalendarName,
  isCode,
  isCodeName,
  isLiteral,
  isMark,
  isUnit,
  kindAt,
  kinds,
  maskToken,
  QuoteFinder,
} from './literal.ts';

/**
 * The treatment of a quotation. `masked`: it is a literal. `words`: its words are treated like any others (`'shape'`
 * stays, `'frame-1'` does not). `kept`: it stays if it is a single name, because the name of a module is the cause.
 */
export type Quoted = 'masked' | 'words' | 'kept';

/**
 * Maximum length of a masked message. Only the start and the end of longer messages are kept, because they name the
 * cause.
 */
const maxLength = 1000;
const maxHead = 500;
const longestShown = 60;

/**
 * Removes the parts of `message` that differ between failures of one cause. Words with digits (IDs, numbers, hashes,
 * times), paths, addresses and, depending on `quoted`, quoted names become `*`, and neighboring ones are merged.
 * Numbers that are codes stay. Repeated lines are left out. Makes one pass; masking twice changes nothing more.
 */
export function maskLiterals(message: string, quoted: Quoted = 'masked'): string {
  const text =
    message.length > maxLength
      ? `${message.slice(0, maxHead)}\n${message.slice(message.length - (maxLength - maxHead - 1))}`
      : message;
  if (!/[\n\r]/.test(text)) return new LineMasker(text, quoted).mask();
  const lines = text.split(/[\n\r]+/).map((line) => new LineMasker(line, quoted).mask());
  return [...new Set(lines)].filter((line) => line !== '').join('\n');
}

/** Separators between the parts of one literal. */
const neutral: ReadonlySet<string> = new Set(['', ' ', ',', ', ', ';', '; ']);
/** Separators between the name of a code and the code. */
const beforeCode: ReadonlySet<string> = new Set([' ', ':', ': ', '=', ' = ', ' (', '(', ' [', ' #']);

type State = readonly [masked: string, between: string, last: string];

class LineMasker {
  readonly #line: string;
  readonly #quoted: Quoted;
  readonly #quotes: QuoteFinder;
  #masked = '';
  #between = '';
  #last = '';
  /** The state before the most recently added names of months and days. */
  #date: State | undefined;

  constructor(line: string, quoted: Quoted) {
    this.#line = line;
    this.#quoted = quoted;
    this.#quotes = new QuoteFinder(line);
  }

  mask(): string {
    let index = 0;
    while (index < this.#line.length) index = this.#next(index);
    return (this.#masked + this.#between).trim();
  }

  /** Reads the white space, quotation, word, or character at `start`, and returns the end of that part. */
  #next(start: number): number {
    const kind = kindAt(this.#line, start);
    if (kind === kinds.space) {
      this.#between += ' ';
      return findSpaceEnd(this.#line, start);
    }
    if (kind === kinds.quote) return this.#nextQuote(start);
    if (kind === kinds.other || isMark(this.#line, start)) return this.#addMark(start);
    if (kind === kinds.star) {
      this.#addStar();
      return start + 1;
    }
    const end = findWordEnd(this.#line, start);
    this.#addWord(this.#line.slice(start, end));
    return end;
  }

  #addMark(index: number): number {
    this.#between += this.#line.charAt(index);
    return index + 1;
  }

  #nextQuote(start: number): number {
    const end = this.#quotes.findEnd(start);
    if (end === undefined) return this.#addMark(start);
    const masked = this.#maskQuoted(this.#line.slice(start + 1, end - 1));
    if (masked === '' || masked === maskToken) this.#addStar();
    else this.#add(this.#line.charAt(start) + masked + this.#line.charAt(start));
    return end;
  }

  #maskQuoted(content: string): string {
    if (this.#quoted === 'masked' || /[/\\]/.test(content)) return maskToken;
    if (this.#quoted === 'kept' && content.length <= longestShown && /^[\w.@+-]+$/.test(content)) return content;
    return new LineMasker(content, this.#quoted).mask();
  }

  #addWord(word: string): void {
    if (this.#isCode(word)) this.#add(word);
    else if (isLiteral(word) || this.#continuesLiteral(word) || this.#isJsonConstant(word)) this.#addStar();
    else if (isCalendarName(word)) this.#addCalendarName(word);
    else this.#add(word);
  }

  #isCode(word: string): boolean {
    return beforeCode.has(this.#between) && isCode(word) && isCodeName(this.#last);
  }

  /** Checks whether a word continues a literal, as do units after a number, and names of months and days. */
  #continuesLiteral(word: string): boolean {
    return this.#last === maskToken && neutral.has(this.#between) && (isUnit(word) || isCalendarName(word));
  }

  #isJsonConstant(word: string): boolean {
    return (word === 'true' || word === 'false' || word === 'null') && this.#isAfterJsonName();
  }

  #isAfterJsonName(): boolean {
    return (this.#between === ':' || this.#between === ': ') && (this.#last === maskToken || this.#last.endsWith('"'));
  }

  /** Adds the name of a month or day. It stays unless a number follows, because `May 5` is a time. */
  #addCalendarName(word: string): void {
    const begin: State = [this.#masked, this.#between, this.#last];
    const date = this.#date !== undefined && neutral.has(this.#between) ? this.#date : begin;
    this.#add(word);
    this.#date = date;
  }

  #add(text: string): void {
    this.#masked += (this.#masked === '' ? this.#between.trimStart() : this.#between) + text;
    this.#between = '';
    this.#last = text;
    this.#date = undefined;
  }

  #addStar(): void {
    if (this.#date !== undefined && neutral.has(this.#between)) [this.#masked, this.#between, this.#last] = this.#date;
    if (this.#last !== maskToken || !neutral.has(this.#between)) this.#add(maskToken);
    this.#between = '';
    this.#date = undefined;
  }
}

/**
 * Converts the name of a file or blob to a pattern in which digits become `*`, so that `input-0001.exr` and
 * `input-0002.exr` match.
 */
export function maskName(name: string): string {
  return name.slice(0, maxLength).replace(/[0-9a-f]{16,64}|\d+/gi, maskToken);
}
