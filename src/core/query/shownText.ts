import { escapeCharacter } from '../text/terminal.ts';
import { countBytes, countUnits, type TextEncoding } from './bytes.ts';
import { findLineEnd } from './lineFeeds.ts';
import { hidesSome, type ShownLine, showLine, showLines, toShown, toWritten } from './shownLine.ts';

/** Part of a file, as it was read. */
export interface ReadPart {
  readonly bytes: Uint8Array;
  /** Where `bytes` begin in their file. */
  readonly start: number;
  readonly encoding: TextEncoding;
  /** What `bytes` say, but for so many at their start. */
  readonly text: string;
  readonly lead: number;
  /** The number of the first line in the file, from 1, where that is known. */
  readonly firstLine?: number | undefined;
  /** When the file was written to last, as the service says it. */
  readonly modified?: string | undefined;
}

/** A place in a text as editors have it: both count from 0. */
export interface ShownPosition {
  readonly line: number;
  readonly character: number;
}

/**
 * Part of a file as an editor shows it, with lines of ours above it. The one map between places of what is shown and of the
 * file: what marks, links to, finds or goes to a line or a byte asks it.
 */
export class ShownText {
  /** What the editor shows: the lines above, and those of the file. */
  readonly text: string;
  /** How many lines are above those of the file, and how many of these are on it as it is now. */
  readonly above: number;
  readonly notices: number;
  /** Whether the file is another one since it is shown, and what it held before is above. */
  readonly hasEarlier: boolean;
  readonly isRaw: boolean;
  readonly #part: ReadPart;
  /** Where the first character of each line is in the file. */
  #starts: readonly number[] | undefined;
  #lines: readonly string[] | undefined;

  /** `earlier` and `notices` are lines above those of the file, each with its line feed. */
  constructor(
    part: ReadPart,
    { earlier = '', notices = '', isRaw = false }: { earlier?: string; notices?: string; isRaw?: boolean } = {},
  ) {
    this.#part = part;
    this.isRaw = isRaw;
    this.hasEarlier = earlier !== '';
    this.notices = notices.split('\n').length - 1;
    this.above = earlier.split('\n').length - 1 + this.notices;
    this.text = earlier + notices + showLines(part.text, isRaw);
  }

  /** What the program wrote, line for line, where the lines of the file are shown. */
  get written(): string {
    return this.#part.text;
  }

  /** Where what is shown begins in the file, and where it ends, in bytes. */
  get start(): number {
    return this.#part.start;
  }

  /** When the file was written to last, as the service says it. */
  get modified(): string | undefined {
    return this.#part.modified;
  }

  get end(): number {
    return this.#part.start + this.#part.bytes.length;
  }

  /** Whether something of the file is not shown as it was written, or would not be if it were not raw. */
  get hidesSome(): boolean {
    return hidesSome(this.#part.text);
  }

  /** How many of the shown lines are of the file. */
  get lineCount(): number {
    return this.#listLines().length;
  }

  /** The number in the file of a shown line, from 1; undefined for a line of ours, and where it is not known. */
  toFileLine(line: number): number | undefined {
    const { firstLine } = this.#part;
    return firstLine === undefined || !this.#has(line) ? undefined : line - this.above + firstLine;
  }

  /** The shown line that has a number in the file; undefined where it is not shown, or numbers are not known. */
  fromFileLine(number: number): number | undefined {
    const { firstLine } = this.#part;
    const line = firstLine === undefined ? undefined : number - firstLine + this.above;
    return line !== undefined && this.#has(line) ? line : undefined;
  }

  /** The byte of the file that is shown at a place; undefined for a line of ours. */
  toByte({ line, character }: ShownPosition): number | undefined {
    const index = line - this.above;
    const start = this.#listStarts()[index];
    if (!this.#has(line) || start === undefined) return undefined;
    const before = (this.#listLines()[index] ?? '').slice(0, toWritten(this.show(line), character));
    return start + countBytes(before, this.#part.encoding);
  }

  /** Where a byte of the file is shown, or what follows it; undefined where that is not in what is shown. */
  fromByte(byte: number): ShownPosition | undefined {
    if (byte < this.start || byte >= this.end) return undefined;
    const starts = this.#listStarts();
    let index = 0;
    for (let next = starts.length; index + 1 < next; ) {
      const middle = (index + next) >>> 1;
      if ((starts[middle] ?? 0) <= byte) index = middle;
      else next = middle;
    }
    const bytes = Math.max(0, byte - (starts[index] ?? 0));
    const written = countUnits(this.#listLines()[index] ?? '', bytes, this.#part.encoding);
    const line = index + this.above;
    return { line, character: toShown(this.show(line), written) };
  }

  /** A line of the file as it is shown; of one of ours, nothing. */
  show(line: number): ShownLine {
    return showLine(this.#listLines()[line - this.above] ?? '', this.isRaw);
  }

  /** The shown lines of the file in which it says something to a terminal. */
  *listSigned(): Generator<number> {
    if (!this.#part.text.includes(escapeCharacter)) return;
    for (const [index, written] of this.#listLines().entries())
      if (written.includes(escapeCharacter)) yield index + this.above;
  }

  #has(line: number): boolean {
    return line >= this.above && line - this.above < this.lineCount;
  }

  #listLines(): readonly string[] {
    this.#lines ??= this.#part.text.split('\n');
    return this.#lines;
  }

  #listStarts(): readonly number[] {
    this.#starts ??= listStarts(this.#part);
    return this.#starts;
  }
}

/**
 * Where who was at a place of `before` is in what is shown of the same file now: at the same byte, or where that is no longer
 * shown, at the first; of what the file held before it was written again, where that is.
 */
export function findSamePlace(before: ShownText, now: ShownText, { line, character }: ShownPosition): ShownPosition {
  const byte = before.toByte({ line, character });
  const isOther = now.hasEarlier && countEarlier(now) !== countEarlier(before);
  if (!isOther && byte !== undefined) return now.fromByte(byte) ?? { line: now.above, character: 0 };
  if (!isOther) return { line: Math.max(0, Math.min(line - before.above + now.above, now.above)), character };
  // All that was shown is above the line that says that the file is another one.
  const taken = before.text.replace(/\n$/, '').split('\n').length - (countEarlier(now) - 1);
  return { line: Math.max(0, line - taken), character };
}

function countEarlier({ above, notices }: ShownText): number {
  return above - notices;
}

function listStarts({ bytes, start, encoding, lead }: ReadPart): readonly number[] {
  const starts = [start + lead];
  for (let end = findLineEnd(bytes, 0, start, encoding); end >= 0; end = findLineEnd(bytes, end, start, encoding))
    starts.push(start + end);
  return starts;
}
