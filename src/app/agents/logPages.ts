import { Cancelled } from '../../core/model/cancelled.ts';
import { decodeText } from '../../core/query/bytes.ts';
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
}

export interface PageLines {
  readonly lines: readonly PageLine[];
  /** What follows; undefined at the end of the file. */
  readonly next: PagePlace | undefined;
}

/** Read before and after what is shown, so that a secret of several lines is seen as one. */
const marginBytes = 8 * 1024;
/** Of a longer line the beginning is shown. */
const mostOfLine = 4000;

/**
 * The whole lines of a file that begin from byte `from` to before byte `to`, without secrets. Where the number of the first
 * is known, all have theirs. Of a file without line feeds it is what begins at `from`.
 */
export async function readPageLines(
  file: RemoteFile,
  { from, to, length }: { readonly from: number; readonly to: number; readonly length: number },
  firstNumber: number | undefined,
  signal: AbortSignal,
): Promise<PageLines> {
  // The byte before shows whether a line begins there.
  const start = Math.max(0, from - marginBytes - 1);
  const end = Math.min(length, to + marginBytes);
  const bytes = start < end ? await readIfThere(file, { start, end: end - 1 }, { signal }) : undefined;
  if (signal.aborted) throw new Cancelled();
  if (bytes === undefined) return { lines: [], next: undefined };
  const window = cutToLine(bytes, start);
  const scanned: ScannedLine[] = [];
  const scan = new LineScan((line) => scanned.push(line), { line: 1, start: window.start });
  scan.add(window.bytes);
  scan.end();
  const texts = redactLines(scanned.map(toText));
  const atFrom = scanned.findIndex((line) => line.start >= from);
  const first = atFrom < 0 ? scanned.length - 1 : atFrom;
  const toPlace = (line: ScannedLine, index: number): PagePlace => ({
    number: firstNumber === undefined ? undefined : firstNumber + index - first,
    start: Math.max(from, line.start),
  });
  const after = scanned.findIndex((line, index) => index > first && line.start >= to);
  const lines = scanned.slice(Math.max(0, first), after < 0 ? undefined : after).map((line, index) => {
    const text = texts[first + index] ?? '';
    // Of a line that began long before, what is asked for.
    const skipped =
      line.start < from ? toText({ ...line, bytes: line.bytes.subarray(0, from - line.start) }).length : 0;
    return { ...toPlace(line, first + index), text: cutLine(text.slice(skipped)) };
  });
  const next = scanned[after];
  if (next !== undefined) return { lines, next: toPlace(next, after) };
  return { lines, next: to < length && end < length ? { number: undefined, start: to } : undefined };
}

function cutLine(text: string): string {
  return text.length <= mostOfLine ? text : `${text.slice(0, mostOfLine)}…`;
}

function toText({ bytes, start, encoding }: ScannedLine): string {
  const { text } = decodeText(bytes, { offset: start, encoding });
  return showLine(text.replace(/\r?\n$/, '')).text;
}

/** Each line without secrets, which may go over several; lines that are one text in themselves stay one. */
function redactLines(lines: readonly string[]): readonly string[] {
  const joined = lines.map((line) => line.replaceAll('\n', ' ')).join('\n');
  return redactText(joined).split('\n');
}

/** A line as it is handed out. */
export function toNumbered({ number, text }: PageLine, isFound = false): string {
  return `${isFound ? '>' : ' '} ${number ?? ''}: ${text}`;
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
