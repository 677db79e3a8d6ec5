import { findLevel, type Level } from './levels.ts';
import { type StampedLine, toStamped, visiblePart } from './lineStamp.ts';
import { type UnwrappedLog, unwrap } from './records/unwrap.ts';
import { Relays } from './relays.ts';

/** Maximum number of characters of a line that is read whole; longer lines are read only around their focus. */
export const widestLine = 4096;
/** Number of characters of a very long line that are read before its focus. */
const leadBeforeFocus = 1024;

/** Indented lines in which a report quotes another program's output. */
interface Quote {
  readonly first: number;
  readonly last: number;
  readonly indent: number;
}

const nothing: StampedLine = { text: '', rank: '', isTimed: false, level: undefined };

/** Number of characters that identify a word. */
const longestWord = 24;

const longestQuote = 500;

/**
 * The lines of a log, cleaned when they are read, with the lines inside loggers' records extracted. Line numbers start
 * at 0; `toOriginal` converts them to lines of the original log.
 */
export class LogText {
  /** The text that is read, without the records around it. */
  readonly source: string;
  readonly #unwrapped: UnwrappedLog;
  readonly #starts: Int32Array;
  readonly #focus = new Map<number, number>();
  readonly #clean = new Map<number, StampedLine>();
  readonly #quotes: Quote[] = [];
  readonly #outer: Relays;
  readonly #inner: Relays;
  readonly lineCount: number;

  constructor(log: string) {
    this.#unwrapped = unwrap(log);
    const source = this.#unwrapped.text;
    this.source = source;
    this.#starts = findLineStarts(source);
    this.lineCount = this.#starts.length;
    this.#outer = new Relays(this.lineCount, (line) => toStamped(visiblePart(this.#rawLine(line), -1)));
    this.#inner = new Relays(this.lineCount, (line) => this.#outer.strip(this.#outer.lineAt(line), line));
  }

  /** Returns the line of the original log that contains `line`. */
  toOriginal(line: number): number {
    return this.#unwrapped.toOriginal(line);
  }

  /** Returns the offset in the source at which a line begins; the end of the source for a line past the last. */
  findStart(line: number): number {
    return line < this.lineCount ? (this.#starts[line] ?? 0) : this.source.length + 1;
  }

  /** Returns the line that contains a position of the source. */
  lineAt(position: number): number {
    let line = 0;
    for (let next = this.lineCount; line + 1 < next; ) {
      const middle = (line + next) >>> 1;
      if ((this.#starts[middle] ?? 0) <= position) line = middle;
      else next = middle;
    }
    return line;
  }

  /** Returns the indexes of the lines that are longer than `length` characters. */
  linesLongerThan(length: number): ReadonlySet<number> {
    const lines = new Set<number>();
    for (let at = 0; at < this.source.length; at += length) {
      const line = this.lineAt(at);
      if (this.findStart(line + 1) - this.findStart(line) > length) lines.add(line);
    }
    return lines;
  }

  /** Sets the focus of a line, which matters if the line is too long to be read whole. */
  focusOn(line: number, position: number): void {
    if (!this.#focus.has(line)) this.#focus.set(line, position);
  }

  /** Returns the offset of a line's focus in its cleaned text; 0 if the line has no focus. */
  findSignal(line: number): number {
    const focus = this.#focus.get(line);
    if (focus === undefined) return 0;
    const [word = ''] = this.source
      .slice(focus, focus + longestWord)
      .trimStart()
      .split(/\s/, 1);
    return word === '' ? 0 : Math.max(0, this.text(line).indexOf(word));
  }

  /** Records that a report quotes another program's output below a line and indents it. */
  quoteBelow(line: number): void {
    const first = line + 1;
    const indent = indentOf(this.text(first));
    if (indent === 0) return;
    let last = first;
    while (last - first < longestQuote && last < this.lineCount && isQuoted(this.text(last), indent)) last++;
    this.#quotes.push({ first, last: last - 1, indent });
    for (let at = first; at < last; at++) this.#clean.delete(at);
  }

  #rawLine(line: number): string {
    const start = this.findStart(line);
    return this.source.slice(start, Math.min(this.findStart(line + 1) - 1, start + widestLine));
  }

  /** Returns the cleaned text of a line; empty outside the log. */
  text(line: number): string {
    return this.#line(line).text;
  }

  rank(line: number): string {
    return this.#line(line).rank;
  }

  /** Returns the level that the line's own logger gives it, or else the level from the logger that relays it. */
  level(line: number): Level | undefined {
    return findLevel(this.text(line)) ?? this.#line(line).level;
  }

  /** Returns the next line of the same rank that is not only progress, or -1; searches as far as ranks interleave. */
  next(line: number): number {
    return this.#neighbour(line, 1);
  }

  /** Returns the previous line of the same rank, or -1. */
  previous(line: number): number {
    return this.#neighbour(line, -1);
  }

  #neighbour(line: number, step: 1 | -1): number {
    const rank = this.rank(line);
    for (let at = line + step, seen = 0; at >= 0 && at < this.lineCount && seen < 64; at += step, seen++) {
      if (this.rank(at) !== rank && rank !== '') continue;
      if (!isProgress(this.text(at))) return at;
    }
    return -1;
  }

  /** Returns the next line that is not blank, or -1. */
  nextFilled(line: number): number {
    let at = this.findStart(line + 1);
    while (isSpace(this.source.charCodeAt(at))) at++;
    return at < this.source.length ? this.lineAt(at) : -1;
  }

  /** Returns the previous line that is not blank, or -1. */
  previousFilled(line: number): number {
    let at = Math.min(this.findStart(line), this.source.length) - 1;
    while (at >= 0 && isSpace(this.source.charCodeAt(at))) at--;
    return at < 0 ? -1 : this.lineAt(at);
  }

  #line(line: number): StampedLine {
    if (line < 0 || line >= this.lineCount) return nothing;
    const known = this.#clean.get(line);
    if (known !== undefined) return known;
    const made = this.#cleanLine(line);
    this.#clean.set(line, made);
    return made;
  }

  #cleanLine(line: number): StampedLine {
    const start = this.findStart(line);
    const end = this.findStart(line + 1) - 1;
    const focus = this.#focus.get(line) ?? -1;
    const isLong = end - start > widestLine;
    const from = isLong && focus - start > leadBeforeFocus ? focus - leadBeforeFocus : start;
    const raw = this.source.slice(from, Math.min(end, from + widestLine));
    const isOverwritten = raw.lastIndexOf('\r', raw.length - 2) !== -1;
    const clean =
      isLong || isOverwritten
        ? this.#withoutHeaders(toStamped(visiblePart(raw, focus - from)), line)
        : this.#wholeWithoutHeaders(line);
    const quote = this.#quotes.find(({ first, last }) => line >= first && line <= last);
    if (quote === undefined) return clean;
    const quoted = toStamped(clean.text.slice(Math.min(quote.indent, indentOf(clean.text))));
    return { ...quoted, rank: clean.rank + quoted.rank, level: clean.level };
  }

  /** Removes headers twice, because a relaying logger's output may be relayed again. */
  #withoutHeaders(stamped: StampedLine, line: number): StampedLine {
    const once = this.#outer.strip(stamped, line);
    return once === stamped ? once : this.#inner.strip(once, line);
  }

  /** Returns a line without headers if it was read whole, reusing its form from comparisons with other lines. */
  #wholeWithoutHeaders(line: number): StampedLine {
    const once = this.#inner.lineAt(line);
    return once === this.#outer.lineAt(line) ? once : this.#inner.strip(once, line);
  }
}

/** Checks whether a character code is white space that ends or fills lines. */
function isSpace(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d);
}

function indentOf(text: string): number {
  return text.length - text.trimStart().length;
}

function isQuoted(raw: string, indent: number): boolean {
  return raw.trim() === '' || indentOf(raw) >= indent;
}

/** Number of characters up to which a loop finds the end of a line faster than a native search. */
const shortLine = 16;
const lineEnd = 0x0a;

/** Returns the offsets at which the lines of a text begin. A mebibyte may contain one line or a million. */
function findLineStarts(text: string): Int32Array {
  let starts = new Int32Array(Math.max(16, text.length >> 5));
  let count = 1;
  for (let start = 0, isShort = false; ; count++) {
    const end: number = isShort ? findEndNear(text, start) : text.indexOf('\n', start);
    if (end === -1) return starts.subarray(0, count);
    if (count === starts.length) {
      const wider = new Int32Array(starts.length * 2);
      wider.set(starts);
      starts = wider;
    }
    isShort = end - start < shortLine;
    start = end + 1;
    starts[count] = start;
  }
}

/** Finds the end of a line after a short line, because such a line is usually short, too. */
function findEndNear(text: string, start: number): number {
  for (let at = start; at < start + shortLine; at++) if (text.charCodeAt(at) === lineEnd) return at;
  return text.indexOf('\n', start + shortLine);
}

const progress = [
  /^ {0,8}[━╸╺╶─ ]{4,200} {0,2}[\d.]{1,12}(?:\/[\d.]{1,12})? [kMG]?i?B\b.{0,60}$/,
  /^ {0,8}\d{1,9}\/\d{1,9} {1,3}(?:\[[=>.]{4,200}\]|[━╸╺╶─]{4,200}).{0,200}$/,
  /^ {0,8}\d{1,12}K(?: [.,]{10}){1,8} {1,4}\d{1,3}% {1,4}[\d.]{1,12}[KMG]? .{0,20}$/,
  /^[\da-f]{12}: (?:Pulling fs layer|Waiting|Downloading|Extracting|Verifying Checksum|Download complete|Pull complete)\b/,
];
const progressInPercent = [
  /^.{0,120}\d{1,3}%\|.{0,200}\| .{0,60}\[.{0,120}\]$/,
  /^[\w .:-]{0,80}\d{1,3}(?:\.\d{1,3})?% ?[[|][#=>█▉▊▋▌▍▎▏ .-]{4,200}[\]|]$/,
];

/** Checks whether a line only shows progress, after which another program's output continues. */
export function isProgress(text: string): boolean {
  return (
    progress.some((shape) => shape.test(text)) ||
    (text.includes('%') && progressInPercent.some((shape) => shape.test(text)))
  );
}
