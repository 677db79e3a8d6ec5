import { escapeCharacter } from '../text/terminal.ts';
import { countBytes, countUnits, type TextEncoding } from './bytes.ts';
import { findLineEnd } from './lineFeeds.ts';
import { hidesSome, type ShownLine, showLine, showLines, toShown, toWritten } from './shownLine.ts';

/** Part of a file, as read. */
export interface ReadPart {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly encoding: TextEncoding;
  /** Text of `bytes`, without the first `lead` bytes. */
  readonly text: string;
  readonly lead: number;
  /** Number of the first line in the file, starting at 1, if known. */
  readonly firstLine?: number | undefined;
  readonly modified?: string | undefined;
}

/** A position in text, in the form that editors use: line and character start at 0. */
export interface ShownPosition {
  readonly line: number;
  readonly character: number;
}

/**
 * Part of a file as an editor shows it, with inserted lines above. Every feature that marks, links to, finds, or
 * navigates to a line or byte uses this class to convert positions between the shown text and the file.
 */
export class ShownText {
  /** The shown text: the inserted lines, followed by the lines of the file. */
  readonly text: string;
  /** Number of lines above the lines of the file, and how many of them are notices about its current content. */
  readonly above: number;
  readonly notices: number;
  /** True if the file was overwritten while shown, and its old content is above. */
  readonly hasEarlier: boolean;
  readonly isRaw: boolean;
  readonly #part: ReadPart;
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

  /** Original text of the shown lines of the file. */
  get written(): string {
    return this.#part.text;
  }

  /** Position of the shown part in the file, in bytes. */
  get start(): number {
    return this.#part.start;
  }

  /** Returns the time of the file's last modification as of this read (ISO 8601), or undefined if unknown. */
  get modified(): string | undefined {
    return this.#part.modified;
  }

  get end(): number {
    return this.#part.start + this.#part.bytes.length;
  }

  /** True if part of the file is shown differently from the original, or would be if it weren't raw. */
  get hidesSome(): boolean {
    return hidesSome(this.#part.text);
  }

  /** Returns the number of shown lines that are from the file. */
  get lineCount(): number {
    return this.#listLines().length;
  }

  /**
   * Converts a shown line to its number in the file, starting at 1; undefined for an inserted line, or if numbers are
   * unknown.
   */
  toFileLine(line: number): number | undefined {
    const { firstLine } = this.#part;
    return firstLine === undefined || !this.#has(line) ? undefined : line - this.above + firstLine;
  }

  /** Converts a line number of the file to the shown line; undefined if it isn't shown, or if numbers are unknown. */
  fromFileLine(number: number): number | undefined {
    const { firstLine } = this.#part;
    const line = firstLine === undefined ? undefined : number - firstLine + this.above;
    return line !== undefined && this.#has(line) ? line : undefined;
  }

  /** Converts a position to its byte in the file; undefined for an inserted line. */
  toByte({ line, character }: ShownPosition): number | undefined {
    const index = line - this.above;
    const start = this.#listStarts()[index];
    if (!this.#has(line) || start === undefined) return undefined;
    const before = (this.#listLines()[index] ?? '').slice(0, toWritten(this.show(line), character));
    return start + countBytes(before, this.#part.encoding);
  }

  /**
   * Converts a byte of the file to its position, or to the position of the next shown character; undefined outside the
   * shown part.
   */
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

  /** Returns a line of the file as shown; empty for an inserted line. */
  show(line: number): ShownLine {
    return showLine(this.#listLines()[line - this.above] ?? '', this.isRaw);
  }

  /** Lists the shown lines of the file that contain terminal sequences. */
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
 * Finds the position of `before` in text that was read later from the same file: the same byte, or the first line if
 * that byte is no longer shown. For content from before an overwrite, returns the same line of the old content.
 */
export function findSamePlace(before: ShownText, now: ShownText, { line, character }: ShownPosition): ShownPosition {
  const byte = before.toByte({ line, character });
  const isOther = now.hasEarlier && countEarlier(now) !== countEarlier(before);
  if (!isOther && byte !== undefined) return now.fromByte(byte) ?? { line: now.above, character: 0 };
  if (!isOther) return { line: Math.max(0, Math.min(line - before.above + now.above, now.above)), character };
  // All previously shown lines are above the line that reports the overwrite.
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
