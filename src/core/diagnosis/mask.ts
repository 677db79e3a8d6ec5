/** What stands for a masked literal in a message. */
export const maskToken = '*';

/** Longest message that is masked; what comes later seldom tells causes apart. */
const maxLength = 2000;

const other = 0;
const space = 1;
const letter = 2;
const digit = 3;
const slash = 4;
const quote = 5;
const star = 6;

const apostrophe = 39;
const lineFeed = 10;

function classOf(code: number): number {
  if ((code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code > 127) return letter;
  if (code >= 48 && code <= 57) return digit;
  if (code <= 32) return space;
  const character = String.fromCharCode(code);
  if ('/\\'.includes(character)) return slash;
  if ('"\'`'.includes(character)) return quote;
  if (character === maskToken) return star;
  // Part of words: in names, versions, addresses and times.
  return '._-:@%+~$'.includes(character) ? letter : other;
}

const classes = Uint8Array.from({ length: 128 }, (_, code) => classOf(code));

function classAt(text: string, index: number): number {
  const code = text.charCodeAt(index);
  return code < 128 ? (classes[code] ?? other) : letter;
}

/** Characters that end a word's literal rather than belong to it. */
function isTrailing(code: number): boolean {
  return code === 46 || code === 58 || code === 45;
}

/**
 * `message` without what differs between failures of one cause: words with digits (ids, numbers, hashes, times), paths,
 * addresses and quoted names become `*`, and neighbouring ones become one. One pass; masking twice changes nothing more.
 */
export function maskLiterals(message: string): string {
  const text = message.length > maxLength ? message.slice(0, maxLength) : message;
  const quotes = new QuoteFinder(text);
  let masked = '';
  /** What stands between the last word or star and the next one. */
  let between = '';
  let afterStar = false;
  for (let index = 0, end = 0; index < text.length; index = end) {
    const kind = classAt(text, index);
    end = findEnd(text, index, kind, quotes);
    if (kind === space) {
      between += text.slice(index, end).includes('\n') ? '\n' : ' ';
    } else if (kind === other || (kind === quote && end === index + 1)) {
      between += text[index];
    } else {
      const before = masked === '' ? between.trimStart() : between;
      const literal = kind === quote || kind === star || isLiteral(text, index, end);
      if (!literal) masked += before + text.slice(index, end);
      else if (!afterStar || !neutral.has(between)) masked += before + maskToken;
      afterStar = literal;
      between = '';
    }
  }
  return (masked + between).trim();
}

/** End of what begins at `start`: a run of white space, a quotation, a word, or one character. */
function findEnd(text: string, start: number, kind: number, quotes: QuoteFinder): number {
  if (kind === quote) return quotes.findEnd(start);
  if (kind === other || kind === star) return start + 1;
  if (kind !== space) return findWordEnd(text, start);
  let end = start + 1;
  while (end < text.length && classAt(text, end) === space) end++;
  return end;
}

/** Separators that may stand between the parts of one literal. */
const neutral: ReadonlySet<string> = new Set(['', ' ', ',', ', ', ';', '; ']);

/** Finds where quotations end, looking at each line once for each kind of quote that is not closed. */
class QuoteFinder {
  readonly #text: string;
  /** For each kind of quote, up to where the text is known to hold no other. */
  readonly #searched = new Map<number, number>();

  constructor(text: string) {
    this.#text = text;
  }

  /** Index after the closing quote; `start + 1` when the quote at `start` opens nothing. */
  findEnd(start: number): number {
    const mark = this.#text.charCodeAt(start);
    if (start < (this.#searched.get(mark) ?? 0)) return start + 1;
    if (mark === apostrophe && !this.#isAfterSeparator(start)) return start + 1;
    for (let index = start + 1; index < this.#text.length; index++) {
      const code = this.#text.charCodeAt(index);
      if (code === mark) return index + 1;
      if (code !== lineFeed) continue;
      this.#searched.set(mark, index);
      return start + 1;
    }
    this.#searched.set(mark, this.#text.length);
    return start + 1;
  }

  /** An apostrophe inside or after a word opens no quotation. */
  #isAfterSeparator(start: number): boolean {
    const before = start === 0 ? space : classAt(this.#text, start - 1);
    return before === space || before === other;
  }
}

/** End of the word at `start`, without the punctuation that ends a sentence. */
function findWordEnd(text: string, start: number): number {
  let end = start + 1;
  while (end < text.length) {
    const kind = classAt(text, end);
    if (kind !== letter && kind !== digit && kind !== slash) break;
    end++;
  }
  while (end > start + 1 && isTrailing(text.charCodeAt(end - 1))) end--;
  return end;
}

function isLiteral(text: string, start: number, end: number): boolean {
  for (let index = start; index < end; index++) {
    const kind = classAt(text, index);
    if (kind === digit || kind === slash) return true;
  }
  return false;
}

/** A name (of a file, a blob) as a pattern: digits become `*`, so that `input-0001.exr` and `input-0002.exr` agree. */
export function maskName(name: string): string {
  return name.slice(0, maxLength).replace(/[0-9a-f]{16,64}|\d+/gi, maskToken);
}

/** 64 bits in 16 hexadecimal digits, over UTF-16 units: quick, and the same everywhere. Not for secrets. */
export function hashText(text: string): string {
  let low = 0x811c9dc5;
  let high = 0x01000193;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    low = Math.imul(low ^ unit, 0x01000193);
    high = Math.imul(high ^ (unit + index), 0x85ebca6b);
  }
  return (low >>> 0).toString(16).padStart(8, '0') + (high >>> 0).toString(16).padStart(8, '0');
}
