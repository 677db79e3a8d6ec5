import { hiddenText } from '../text/hiddenText.ts';
import { redactText } from '../text/redact.ts';
import { unseen } from '../text/unseen.ts';
import { countBytes, type DecodedText, decodeText } from './bytes.ts';
import type { LineStart, ScannedLine } from './lineScan.ts';
import { type Piece, type ShownLine, showLine, toShown, toWritten } from './shownLine.ts';

/** Number of bytes before and after a line that are read to find secrets in it. */
const contextBytes = 8 * 1024;
/** Maximum distance in bytes back to the start of a private key or of a line. */
export const mostContextBytes = 256 * 1024;
/** Number of bytes that `RedactedScan` passes on at once. */
const blockBytes = 64 * 1024;
/** Maximum number of header and blank lines of a private key before each line of base64. */
const mostHeaders = 10;

interface Edges {
  /** True if the first line starts the file. */
  readonly isStart: boolean;
  /** True if the start of the first line is missing. */
  readonly isInside: boolean;
  /** True if the end of the last line is missing. */
  readonly isUnfinished: boolean;
}

/** A line of a file, or a piece of one, as shown without secrets. */
export class RedactedLine implements LineStart {
  readonly line: number;
  readonly start: number;
  readonly text: string;
  readonly #scanned: ScannedLine;
  readonly #seen: ShownLine;

  constructor(scanned: ScannedLine, seen: ShownLine, text: string) {
    this.line = scanned.line;
    this.start = scanned.start;
    this.text = text;
    this.#scanned = scanned;
    this.#seen = seen;
  }

  /** Converts a position in `text` to the byte in the file; for hidden text, to the start of the hidden text. */
  toByte(place: number): number {
    const { text, lead } = decode(this.#scanned);
    const written = this.#stages().reduce((at, stage) => stage.toWritten(at), place);
    return this.start + lead + countBytes(text.slice(0, written), this.#scanned.encoding);
  }

  /** Converts a byte in the file to the position in `text`; for hidden text, to the start of its replacement. */
  toPlace(byte: number): number {
    const before = decode({ ...this.#scanned, bytes: this.#scanned.bytes.subarray(0, Math.max(0, byte - this.start)) });
    return this.#stages().reduceRight((at, stage) => stage.toShown(at), before.text.length);
  }

  /**
   * Returns the first position at or after `place` that divides neither a character nor the replacement of a secret.
   */
  toWhole(place: number): number {
    const marker = this.text.lastIndexOf(hiddenText, place);
    let after = marker >= 0 && marker < place ? Math.max(place, marker + hiddenText.length) : place;
    while (after > place && this.text.startsWith(hiddenText, after)) after += hiddenText.length;
    return /[\udc00-\udfff]/.test(this.text.charAt(after)) ? after + 1 : after;
  }

  #stages(): readonly Stage[] {
    const seen = toStage(this.#seen);
    if (this.text === this.#seen.text) return [seen];
    const visible = withoutUnseen(this.#seen.text);
    const pieces = findPieces(visible.text, this.text);
    const hidden = {
      toWritten: (place: number) => toWritten({ pieces }, place),
      toShown: (place: number) => toRedacted(pieces, place),
    };
    return [hidden, toStage(visible), seen];
  }
}

interface Stage {
  toWritten(place: number): number;
  toShown(place: number): number;
}

function toStage(line: Pick<ShownLine, 'text' | 'pieces'>): Stage {
  return { toWritten: (place) => toWritten(line, place), toShown: (place) => toShown(line, place) };
}

/** Converts a position to the redacted text; for hidden text, to the start of its replacement. */
function toRedacted(pieces: readonly Piece[], written: number): number {
  const index = pieces.findIndex((piece) => written < piece.written + piece.length);
  const piece = pieces.at(index);
  if (piece === undefined || written >= piece.written) return (piece?.shown ?? 0) + written - (piece?.written ?? 0);
  const before = pieces[index - 1];
  return before === undefined ? 0 : before.shown + before.length;
}

/** Redacts a file's lines as they arrive, and passes on each one in order, with the note that was added with it. */
export class RedactedScan<T> {
  readonly #onLine: (line: RedactedLine, noted: T) => void;
  #lines: ScannedLine[] = [];
  #noted: T[] = [];
  /** Number of buffered lines that were already passed on, and are kept only as context for the following lines. */
  #done = 0;
  #waiting = 0;
  #isStart = true;
  /** True if the first line is a later piece of a long line. */
  #isInside = false;

  constructor(onLine: (line: RedactedLine, noted: T) => void) {
    this.#onLine = onLine;
  }

  add(line: ScannedLine, noted: T): void {
    this.#lines.push(line);
    this.#noted.push(noted);
    this.#waiting += line.bytes.length;
    if (this.#waiting >= blockBytes + contextBytes) this.#handOn(contextBytes);
  }

  /** Ends the file and passes on the remaining lines. */
  end(): void {
    this.#handOn(0);
  }

  #handOn(left: number): void {
    const lines = this.#lines;
    let until = lines.length;
    let waiting = 0;
    while (until > this.#done + 1 && waiting < left) {
      until -= 1;
      waiting += lines[until]?.bytes.length ?? 0;
    }
    const redacted = redactLines(lines, { isStart: this.#isStart, isInside: this.#isInside, isUnfinished: false });
    for (const [index, line] of redacted.entries())
      if (index >= this.#done && index < until) this.#onLine(line, this.#noted[index] as T);
    const from = findContext(lines, until);
    this.#isStart &&= from === 0;
    if (from > 0) this.#isInside = lines[from - 1]?.line === lines[from]?.line;
    this.#lines = lines.slice(from);
    this.#noted = this.#noted.slice(from);
    this.#done = until - from;
    this.#waiting = waiting;
  }
}

/** Returns the index of the first line that has to be read so that no secret in the line at `index` is missed. */
export function findContext(lines: readonly ScannedLine[], index: number): number {
  let from = index;
  let bytes = 0;
  while (from > 0 && bytes < mostContextBytes && (bytes < contextBytes || mayContinueKey(lines, from))) {
    from -= 1;
    bytes += lines[from]?.bytes.length ?? 0;
  }
  return from;
}

/** Returns the index after the last line that affects a line starting before byte `end`. */
export function findContextEnd(lines: readonly ScannedLine[], end: number): number {
  const after = lines.findIndex(({ start }) => start >= end + contextBytes);
  return after < 0 ? lines.length : after;
}

/** Checks whether the line at `index` may belong to a private key that began before it. */
export function mayContinueKey(lines: readonly ScannedLine[], index: number): boolean {
  return lines.slice(index, index + mostHeaders).some(isOfKey);
}

/** Redacts lines, including secrets that span several lines. */
export function redactLines(lines: readonly ScannedLine[], edges: Edges): readonly RedactedLine[] {
  const seen = lines.map((line) => showLine(decode(line).text.replace(/\r?\n$/, '')));
  const last = lines.length - 1;
  const ofKey = edges.isStart ? 0 : countOfCutKey(lines);
  const texts = seen.map(({ text }, index) => {
    if (index < ofKey) return hiddenText;
    const isInside = index === 0 ? edges.isInside : lines[index - 1]?.line === lines[index]?.line;
    const isUnfinished = index === last ? edges.isUnfinished : lines[index + 1]?.line === lines[index]?.line;
    return hideDivided(text.replaceAll('\n', ' '), isInside, isUnfinished);
  });
  const redacted = redactText(texts.join('\n')).split('\n');
  return seen.map((one, index) => {
    const shown = redacted[index] ?? '';
    const isHidden = shown.trim() === '' && one.text.trim() !== '';
    return new RedactedLine(lines[index] as ScannedLine, one, isHidden ? hiddenText : shown);
  });
}

/** Counts the lines at the beginning that belong to a key whose start is missing. */
function countOfCutKey(lines: readonly ScannedLine[]): number {
  let count = 0;
  for (let index = 0; index < Math.min(lines.length, count + mostHeaders); index += 1)
    if (isOfKey(lines[index])) count = index + 1;
  return count;
}

const ofKeys = new WeakMap<ScannedLine, boolean>();

function isOfKey(line: ScannedLine | undefined): boolean {
  if (line === undefined) return false;
  const known = ofKeys.get(line);
  if (known !== undefined) return known;
  // Enough bytes for a base64 line in UTF-16, with the text that a program writes around it.
  const end = decode({ ...line, bytes: line.bytes.subarray(-400) }).text;
  const [, base64 = ''] = keyLineEnd.exec(end) ?? [];
  const isOne = /[a-z]/.test(base64) && /[A-Z]/.test(base64) && /\d/.test(base64);
  ofKeys.set(line, isOne);
  return isOne;
}

/**
 * Matches the end of a line of a private key, including in quotes. A key has uppercase and lowercase letters and
 * digits; digests don't.
 */
const keyLineEnd = /(?<![A-Za-z0-9+/=])([A-Za-z0-9+/=]{40,})(?:\\[nr]|["',;+\\\s]){0,12}$/;

const dividedStart = /^[^\s"'`,;&<>()[\]{}|]{20,}/;
const dividedEnd = /(?<![^\s"'`,;&<>()[\]{}|])[^\s"'`,;&<>()[\]{}|]{20,}$/;

/** Hides text at a cut of a line if it may be part of a secret. */
function hideDivided(text: string, isInside: boolean, isUnfinished: boolean): string {
  const started = isInside ? text.replace(dividedStart, hiddenText) : text;
  return isUnfinished ? started.replace(dividedEnd, hiddenText) : started;
}

function decode({ bytes, start, encoding }: ScannedLine): DecodedText {
  return decodeText(bytes, { offset: start, encoding });
}

/** Removes the invisible characters that `redactText` drops from lines in which it hides something. */
function withoutUnseen(text: string): Pick<ShownLine, 'text' | 'pieces'> {
  const pieces: Piece[] = [];
  let shown = '';
  let from = 0;
  const add = (to: number): void => {
    pieces.push({ shown: shown.length, written: from, length: to - from });
    shown += text.slice(from, to);
  };
  for (const { 0: match, index } of text.matchAll(unseen)) {
    add(index);
    from = index + match.length;
  }
  add(text.length);
  return { text: shown, pieces };
}

/** Maps the kept characters of a redacted text to the original, in order and as far as they can be matched. */
function findPieces(text: string, redacted: string): readonly Piece[] {
  const pieces: Piece[] = [];
  const end = { shown: redacted.length, written: text.length, length: 0 };
  const kept = redacted.split(hiddenText);
  let shown = 0;
  let written = 0;
  for (const [index, part] of kept.entries()) {
    const isLast = index === kept.length - 1;
    const at = isLast ? text.length - part.length : text.indexOf(part, written);
    if (at < written || !text.startsWith(part, at)) {
      pieces.push({ shown, written, length: Math.min(redacted.length - shown, text.length - written) });
      break;
    }
    if (part !== '') pieces.push({ shown, written: at, length: part.length });
    shown += part.length + hiddenText.length;
    written = at + part.length;
  }
  return [...pieces, end];
}
