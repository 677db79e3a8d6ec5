import { countBytes } from '../../core/files/bytes.ts';
import { LineScan, type ScannedLine } from '../../core/files/lineScan.ts';
import { cutToLine } from '../../core/files/logWindow.ts';
import {
  findContext,
  findContextEnd,
  mayContinueKey,
  mostContextBytes,
  type RedactedLine,
  redactLines,
} from '../../core/files/redactedLines.ts';
import { Cancelled } from '../../core/model/cancelled.ts';
import { type RemoteFile, readIfThere } from '../evidence/readLog.ts';
import { toMarked } from './fence.ts';

/** The byte position at which a line of a page starts, and its line number if known. */
interface PagePlace {
  readonly number: number | undefined;
  readonly start: number;
}

export interface PageLine extends PagePlace {
  readonly text: string;
  /** True if the text does not begin at the start of its line. */
  readonly isInside: boolean;
  /** The position of the part that was cut from the line. */
  readonly rest: PagePlace | undefined;
}

export interface PageLines {
  readonly lines: readonly PageLine[];
  /** The position after the page; undefined at the end of the file. */
  readonly next: PagePlace | undefined;
}

interface PageRange {
  readonly from: number;
  readonly to: number;
  readonly length: number;
  /** Maximum size of a line in the answer, in bytes. */
  readonly room: number;
}

/**
 * Number of bytes read before and after the shown part; the second value applies if a line or a private key exceeds the
 * first.
 */
const margins = [8 * 1024, mostContextBytes] as const;
/** Length up to which a line is shown in full. */
export const mostOfLine = 12_000;
/** Maximum size in bytes of a character after it was made visible. */
const mostOfCharacter = 16;

interface Surroundings {
  readonly lines: readonly ScannedLine[];
  /** The offset up to which the file was read. */
  readonly end: number;
  readonly isStart: boolean;
  readonly isInside: boolean;
  readonly isUnfinished: boolean;
}

/**
 * Reads the lines of a file that start from byte `from` up to, but not including, byte `to`, without secrets. The first
 * line is shown from byte `from`. If its number is known, all lines are numbered.
 */
export async function readPageLines(
  file: RemoteFile,
  range: PageRange,
  firstNumber: number | undefined,
  signal: AbortSignal,
): Promise<PageLines> {
  const read = await readAround(file, range, signal);
  if (read === undefined) return { lines: [], next: undefined };
  const { from, to, length, room } = range;
  const { lines: scanned, end, isUnfinished } = read;
  const first = Math.max(
    0,
    scanned.findLastIndex((line) => line.start <= from),
  );
  const toNumber = (index: number): number | undefined =>
    firstNumber === undefined ? undefined : firstNumber + index - first;
  const after = scanned.findIndex((line, index) => index > first && line.start >= to);
  const redacted = redactAround(read, first, to);
  const lines = scanned.slice(first, after < 0 ? undefined : after).flatMap((line, offset): readonly PageLine[] => {
    const index = first + offset;
    const whole = redacted.get(line.start);
    if (whole === undefined) return [];
    const begin = Math.max(from, line.start);
    const isCut = index === scanned.length - 1 && isUnfinished;
    const { text, restAt } = cutLine(whole, begin, isCut ? to : undefined, room);
    const number = toNumber(index);
    const rest = restAt === undefined ? undefined : { number, start: restAt };
    return [{ number, start: begin, text, isInside: begin > line.start, rest }];
  });
  const next = scanned[after];
  if (next !== undefined) return { lines, next: { number: toNumber(after), start: next.start } };
  const isEnd = end === length || isUnfinished;
  return { lines, next: isEnd ? undefined : { number: toNumber(scanned.length), start: end } };
}

/**
 * Reads the lines of a page and the surrounding lines that determine what is a secret. Undefined if the file no longer
 * exists.
 */
async function readAround(
  file: RemoteFile,
  { from, to, length }: PageRange,
  signal: AbortSignal,
): Promise<Surroundings | undefined> {
  for (const margin of margins) {
    // The preceding byte shows whether a line starts there.
    const start = Math.max(0, from - margin - 1);
    const end = Math.min(length, to + margin);
    const bytes = start < end ? await readIfThere(file, { start, end: end - 1 }, { signal }) : undefined;
    if (signal.aborted) throw new Cancelled();
    if (bytes === undefined) return undefined;
    const cut = cutToLine(bytes, start);
    const isInside = cut.start > from || (start > 0 && cut.start === start);
    const window = isInside ? { bytes, start } : cut;
    const lines: ScannedLine[] = [];
    const scan = new LineScan((line) => lines.push(line), { line: 1, start: window.start });
    scan.add(window.bytes);
    const unfinished = scan.next.start;
    scan.end();
    const isUnfinished = end < length && unfinished < end;
    const isStart = window.start === 0;
    const isEnough = !isInside && (!isUnfinished || unfinished >= to) && (isStart || !mayContinueKey(lines, 0));
    if (isEnough || margin === mostContextBytes) return { lines, end, isStart, isInside, isUnfinished };
  }
  return undefined;
}

/** Returns the lines of a page without secrets, by the position at which they start. */
function redactAround(
  { lines, isStart, isInside, isUnfinished }: Surroundings,
  first: number,
  to: number,
): ReadonlyMap<number, RedactedLine> {
  const begin = findContext(lines, first);
  const end = findContextEnd(lines, to);
  const edges = {
    isStart: isStart && begin === 0,
    isInside: isInside && begin === 0,
    isUnfinished: isUnfinished && end === lines.length,
  };
  return new Map(redactLines(lines.slice(begin, end), edges).map((line) => [line.start, line]));
}

/**
 * Returns the shown part of a line from byte `begin` of the file up to byte `end`, or to the end of the line, and the
 * byte at which the rest starts.
 */
function cutLine(line: RedactedLine, begin: number, end: number | undefined, room: number) {
  const first = line.toPlace(begin);
  const last = end === undefined ? line.text.length : line.toWhole(Math.max(first + 1, line.toPlace(end)));
  for (let most = mostOfLine; ; most = Math.floor(most / 2)) {
    const to = line.toWhole(Math.min(last, first + most));
    const text = line.text.slice(first, to);
    if (!fits(text, room) && most >= 10) continue;
    return end === undefined && to >= line.text.length ? { text } : { text, restAt: line.toByte(to) };
  }
}

function fits(text: string, room: number): boolean {
  return text.length * mostOfCharacter <= room || countBytes(toMarked([text]).join('\n')) <= room;
}

/** Formats a line for the answer. */
export function toNumbered({ number, text, isInside, rest }: PageLine, isFound = false): string {
  return `${isFound ? '>' : ' '} ${number ?? ''}: ${isInside ? '…' : ''}${text}${rest === undefined ? '' : '…'}`;
}

/** Returns as many lines as fit, from the start or from the end, at least one. */
export function fitLines<L extends PageLine>(lines: readonly L[], room: number, isFromEnd = false): readonly L[] {
  let left = room;
  const fitting: L[] = [];
  for (const line of isFromEnd ? lines.toReversed() : lines) {
    left -= countBytes(toMarked([toNumbered(line)]).join('\n')) + 1;
    if (left < 0 && fitting.length > 0) break;
    fitting.push(line);
  }
  return isFromEnd ? fitting.toReversed() : fitting;
}
