import { Cancelled } from '../../core/model/cancelled.ts';
import { countBytes as countWritten, decodeText } from '../../core/query/bytes.ts';
import { LineScan, type ScannedLine } from '../../core/query/lineScan.ts';
import { cutToLine } from '../../core/query/logWindow.ts';
import { showLine } from '../../core/query/shownLine.ts';
import { countBytes } from '../../core/text/countBytes.ts';
import { redactText } from '../../core/text/redact.ts';
import { type RemoteFile, readIfThere } from '../evidence/readLog.ts';
import { toMarked } from './fence.ts';

/** Where a line of a page begins in the file, and its number where that is known. */
interface PagePlace {
  readonly number: number | undefined;
  readonly start: number;
}

export interface PageLine extends PagePlace {
  readonly text: string;
  /** Whether it is not the beginning of its line. */
  readonly isInside: boolean;
  /** Where what was left out of it goes on. */
  readonly rest: PagePlace | undefined;
}

export interface PageLines {
  readonly lines: readonly PageLine[];
  /** What follows; undefined at the end of the file. */
  readonly next: PagePlace | undefined;
}

interface PageRange {
  readonly from: number;
  readonly to: number;
  /** Of the file. */
  readonly length: number;
  /** How many bytes a line may take in the answer. */
  readonly room: number;
}

/** Read before and after what is shown, so that a secret of several lines is seen as one. */
const marginBytes = 8 * 1024;
/** A longer line is shown piece by piece. */
export const mostOfLine = 12_000;
/** A character takes at most so many bytes where it is made visible. */
const mostOfCharacter = 16;
/** So often a place is looked for where a line can be divided without a secret in two. */
const mostTries = 20;

/**
 * The lines of a file from byte `from` to those that begin before byte `to`, without secrets; of the first what begins at
 * `from`. Where the number of the first is known, all have theirs.
 */
export async function readPageLines(
  file: RemoteFile,
  { from, to, length, room }: PageRange,
  firstNumber: number | undefined,
  signal: AbortSignal,
): Promise<PageLines> {
  // The byte before shows whether a line begins there.
  const start = Math.max(0, from - marginBytes - 1);
  const end = Math.min(length, to + marginBytes);
  const bytes = start < end ? await readIfThere(file, { start, end: end - 1 }, { signal }) : undefined;
  if (signal.aborted) throw new Cancelled();
  if (bytes === undefined) return { lines: [], next: undefined };
  const cut = cutToLine(bytes, start);
  const window = cut.start <= from ? cut : { bytes, start };
  const scanned: ScannedLine[] = [];
  const scan = new LineScan((line) => scanned.push(line), { line: 1, start: window.start });
  scan.add(window.bytes);
  const unfinished = scan.next.start;
  scan.end();
  const page = new WrittenLines(scanned);
  const isCut = end < length && unfinished < end;
  const first = Math.max(
    0,
    scanned.findLastIndex((line) => line.start <= from),
  );
  const toNumber = (index: number): number | undefined =>
    firstNumber === undefined ? undefined : firstNumber + index - first;
  const after = scanned.findIndex((line, index) => index > first && line.start >= to);
  const lines = scanned.slice(first, after < 0 ? undefined : after).map((line, offset): PageLine => {
    const index = first + offset;
    const begin = Math.max(from, line.start);
    const isUnfinished = index === scanned.length - 1 && isCut;
    const { text, restAt } = page.cut(index, begin, isUnfinished ? to : undefined, room);
    const number = toNumber(index);
    const rest = restAt === undefined ? undefined : { number, start: restAt };
    return { number, start: begin, text, isInside: begin > line.start, rest };
  });
  const next = scanned[after];
  if (next !== undefined) return { lines, next: { number: toNumber(after), start: next.start } };
  const isEnd = end === length || isCut;
  return { lines, next: isEnd ? undefined : { number: toNumber(scanned.length), start: end } };
}

/** Lines of a file as they were written, with what is shown of them. */
class WrittenLines {
  readonly #lines: readonly ScannedLine[];
  readonly #written: readonly string[];
  readonly #shown: readonly string[];

  constructor(lines: readonly ScannedLine[]) {
    this.#lines = lines;
    this.#written = lines.map((line) => decode(line).text);
    this.#shown = redactLines(this.#written.map(toShown));
  }

  /**
   * What is shown of a line from byte `begin` of the file on, before byte `end` where that is given, and where the rest of
   * it begins.
   */
  cut(index: number, begin: number, end: number | undefined, room: number) {
    const written = this.#written[index] ?? '';
    const shown = this.#shown[index] ?? '';
    const from = this.#toWritten(index, begin);
    const first = this.#showUntil(index, from).length;
    const whole = shown.slice(first);
    if (end === undefined && whole.length <= mostOfLine && fits(whole, room)) return { text: whole };
    const last = end === undefined ? written.length : Math.max(from + 1, this.#toWritten(index, end));
    for (let most = mostOfLine; ; most /= 2) {
      const to = this.#findPlace(index, from, Math.min(last, Math.floor(from + most)));
      const text = shown.slice(first, this.#showUntil(index, to).length);
      if (fits(text, room) || most < 10) return { text, restAt: this.#toByte(index, to) };
    }
  }

  /** Where a line can be divided at a character, or before it, so that nothing is shown otherwise than in the whole. */
  #findPlace(index: number, from: number, wanted: number): number {
    const written = this.#written[index] ?? '';
    const shown = this.#shown[index] ?? '';
    let place = wanted;
    for (let tries = 0; tries < mostTries && place > from; tries += 1) {
      const isInside = /[\udc00-\udfff]/.test(written.charAt(place));
      if (!isInside && shown.startsWith(this.#showUntil(index, place))) return place;
      const space = written.lastIndexOf(' ', place - 2) + 1;
      place = isInside ? place - 1 : space > from ? space : place - Math.ceil((place - from) / 2);
    }
    return wanted;
  }

  #showUntil(index: number, place: number): string {
    if (place === 0) return '';
    const before = this.#written.slice(0, index);
    const lines = [...before, this.#written[index]?.slice(0, place) ?? ''];
    return redactLines(lines.map(toShown))[index] ?? '';
  }

  #toWritten(index: number, byte: number): number {
    const line = this.#lines[index];
    return line === undefined ? 0 : decode({ ...line, bytes: line.bytes.subarray(0, byte - line.start) }).text.length;
  }

  #toByte(index: number, place: number): number {
    const line = this.#lines[index];
    if (line === undefined) return 0;
    const { text, lead } = decode(line);
    return line.start + lead + countWritten(text.slice(0, place), line.encoding);
  }
}

function decode({ bytes, start, encoding }: ScannedLine) {
  return decodeText(bytes, { offset: start, encoding });
}

function toShown(written: string): string {
  return showLine(written.replace(/\r?\n$/, '')).text;
}

function fits(text: string, room: number): boolean {
  return text.length * mostOfCharacter <= room || countBytes(toMarked([text]).join('\n')) <= room;
}

/** Each line without secrets, which may go over several; lines that are one text in themselves stay one. */
function redactLines(lines: readonly string[]): readonly string[] {
  const joined = lines.map((line) => line.replaceAll('\n', ' ')).join('\n');
  return redactText(joined).split('\n');
}

/** A line as it is handed out. */
export function toNumbered({ number, text, isInside, rest }: PageLine, isFound = false): string {
  return `${isFound ? '>' : ' '} ${number ?? ''}: ${isInside ? '…' : ''}${text}${rest === undefined ? '' : '…'}`;
}

/** As many of the lines as fit, from the beginning or from the end; one at least. */
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
