/** Token that replaces a literal in a masked message. */
export const maskToken = '*';

/** Kinds of characters. */
export const kinds = { other: 0, space: 1, letter: 2, digit: 3, slash: 4, quote: 5, star: 6 } as const;
type CharacterKind = (typeof kinds)[keyof typeof kinds];

function toKind(code: number): CharacterKind {
  const character = String.fromCharCode(code);
  if (code <= 32) return kinds.space;
  if (/\d/.test(character)) return kinds.digit;
  if ('/\\'.includes(character)) return kinds.slash;
  if ('"\'`'.includes(character)) return kinds.quote;
  if (character === maskToken) return kinds.star;
  // These characters are parts of words in names, versions, addresses, and times.
  return /[a-z]/i.test(character) || '._-:@%+~$'.includes(character) ? kinds.letter : kinds.other;
}

const ofAscii: readonly CharacterKind[] = Array.from({ length: 128 }, (_, code) => toKind(code));

/**
 * Returns the kind of the character at `index`. All characters beyond ASCII are letters, so that words of every
 * language count as words.
 */
export function kindAt(text: string, index: number): CharacterKind {
  return ofAscii[text.charCodeAt(index)] ?? kinds.letter;
}

/** Finds where the quotations of one line end. Searches only once for each kind of quote that is not closed. */
export class QuoteFinder {
  readonly #line: string;
  readonly #unclosed = new Set<string>();

  constructor(line: string) {
    this.#line = line;
  }

  /** Returns the index after the closing quote; undefined if the quote at `start` does not open a quotation. */
  findEnd(start: number): number | undefined {
    const mark = this.#line.charAt(start);
    if (this.#unclosed.has(mark) || (mark === "'" && !this.#isAfterSeparator(start))) return undefined;
    const closing = this.#line.indexOf(mark, start + 1);
    if (closing >= 0) return closing + 1;
    this.#unclosed.add(mark);
    return undefined;
  }

  /** Checks whether an apostrophe can open a quotation, which it can't inside or after a word. */
  #isAfterSeparator(start: number): boolean {
    if (start === 0) return true;
    const before = kindAt(this.#line, start - 1);
    return before === kinds.space || before === kinds.other;
  }
}

const [period, colon, dash] = [...'.:-'].map((mark) => mark.charCodeAt(0));

/** Checks for a mark that ends a sentence rather than belonging to the word before it. */
function isTrailing(code: number): boolean {
  return code === period || code === colon || code === dash;
}

/**
 * Returns the index after the word at `start`, without the punctuation that ends a sentence. An address counts as one
 * word.
 */
export function findWordEnd(text: string, start: number): number {
  let end = start + 1;
  let isAddress = false;
  for (; end < text.length; end++) {
    const kind = kindAt(text, end);
    if (kind === kinds.slash) isAddress ||= text.startsWith('://', end - 1);
    else if (kind === kinds.space || kind === kinds.quote || kind === kinds.star) break;
    else if (kind === kinds.other && !(isAddress && '?&=#!'.includes(text.charAt(end)))) break;
  }
  while (end > start + 1 && isTrailing(text.charCodeAt(end - 1))) end--;
  return end;
}

/** Checks whether the character at `index` belongs to no word, such as a colon after nothing, or a mark alone. */
export function isMark(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  return code === colon || (isTrailing(code) && !isWordAt(text, index + 1));
}

function isWordAt(text: string, index: number): boolean {
  if (index >= text.length) return false;
  const kind = kindAt(text, index);
  const isOfWord = kind === kinds.letter || kind === kinds.digit || kind === kinds.slash;
  return isOfWord && !isTrailing(text.charCodeAt(index));
}

/** Returns the index after the run of white space at `start`. */
export function findSpaceEnd(text: string, start: number): number {
  let end = start + 1;
  while (end < text.length && kindAt(text, end) === kinds.space) end++;
  return end;
}

/** Checks whether a word differs between failures of one cause, such as an ID, a path, a number, a hash, or a time. */
export function isLiteral(word: string): boolean {
  for (let index = 0; index < word.length; index++) {
    const kind = kindAt(word, index);
    if (kind === kinds.digit || kind === kinds.slash) return true;
  }
  return isAddress(word) || isLettersOfHash(word) || isRandom(word);
}

/** Checks for `name@place`, such as the address of a person, a license server, or an image. */
function isAddress(word: string): boolean {
  const at = word.indexOf('@');
  return at > 0 && at < word.length - 1;
}

const shortestHash = 8;

/** Checks for a hash that happens to contain no digit. */
function isLettersOfHash(word: string): boolean {
  return word.length >= shortestHash && /^(?:[a-f]+|[A-F]+)$/.test(word);
}

const shortestRandom = 20;

/** Checks for long base64 without digits. Its case changes at about every second letter; names contain words. */
function isRandom(word: string): boolean {
  if (word.length < shortestRandom) return false;
  let changes = 0;
  for (let index = 1; index < word.length; index++) if (isUpper(word, index) !== isUpper(word, index - 1)) changes++;
  return changes > word.length / 3;
}

function isUpper(word: string, index: number): boolean {
  const code = word.charCodeAt(index);
  return code >= 65 && code <= 90;
}

const months = 'january february march april may june july august september october november december'.split(' ');
const days = 'monday tuesday wednesday thursday friday saturday sunday'.split(' ');
const calendarNames: ReadonlySet<string> = new Set(
  [...months, ...days]
    .flatMap((name) => [name, name.slice(0, 3)])
    .map((name) => name.charAt(0).toUpperCase() + name.slice(1)),
);

/** Checks for a month or a day of the week, which is part of a time if a number is next to it. */
export function isCalendarName(word: string): boolean {
  return calendarNames.has(word);
}

const sizes = 'k m g kb mb gb tb kib mib gib tib byte bytes %';
const durations = 'ns us ms s sec secs second seconds m min mins minute minutes h hr hrs hour hours day days';
const clocks = 'am pm a.m p.m utc gmt cet cest est edt cst cdt pst pdt';
const units: ReadonlySet<string> = new Set(`${sizes} ${durations} ${clocks}`.split(' '));
const longestUnit = 7;

/** Checks whether a word is the unit of the number before it: failures of one cause may have 900 MB and 1.2 GB. */
export function isUnit(word: string): boolean {
  return word.length <= longestUnit && units.has(word.toLowerCase());
}

const codeNames: ReadonlySet<string> = new Set(
  (
    'code exitcode errorcode errcode retcode returncode statuscode responsecode rc exit status exitstatus httpstatus ' +
    'errno winerror http signal hresult sqlstate'
  ).split(' '),
);
const longestCodeName = 20;

/**
 * Checks for a word whose number distinguishes causes: `status 404` is a different cause than `status 500`, and so is
 * `"exit_code": 3`.
 */
export function isCodeName(word: string): boolean {
  return word.length <= longestCodeName && codeNames.has(word.toLowerCase().replace(/[^a-z]/g, ''));
}

/** Checks for a number in the format of codes: decimal, signed or not, or hexadecimal. */
export function isCode(word: string): boolean {
  return /^(?:-?\d{1,10}|0x[0-9a-f]{1,8})$/i.test(word);
}
