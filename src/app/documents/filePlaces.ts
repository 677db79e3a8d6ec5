import { decodeText } from '../../core/files/bytes.ts';
import { LineScan, type LineStart, type ScannedLine } from '../../core/files/lineScan.ts';
import { compareLineTimes, type LineTime, readLineTime, toDayBefore } from '../../core/files/lineTime.ts';
import { cutToLine } from '../../core/files/logWindow.ts';
import { Cancelled } from '../../core/model/cancelled.ts';
import { withoutSequences } from '../../core/text/terminal.ts';
import { type RemoteFile, readIfThere } from '../evidence/readLog.ts';
import type { PlaceInFile } from '../ui.ts';
import { streamFile } from './streamFile.ts';

/** The start of a line, and the start of a line at most `linesAbove` lines above it. */
export interface FoundLineStart extends LineStart {
  readonly above: LineStart;
}

interface Call {
  readonly signal: AbortSignal;
  readonly note: (bytes: number) => void;
}

/**
 * Finds a line by its number in a file of `length` bytes, counting from the earlier line `known`. Returns the last line
 * if there are fewer. Throws the service's errors and `Cancelled`.
 */
export async function findLine(
  file: RemoteFile,
  length: number,
  number: number,
  { signal, note, known = { line: 1, start: 0 } }: Call & { readonly known?: LineStart },
): Promise<FoundLineStart | undefined> {
  let last: LineStart | undefined;
  let found: FoundLineStart | undefined;
  const scan = new LineScan(({ line, start }) => {
    if (line > number || last?.line === line) return;
    last = { line, start };
    if (line === number) found = { line, start, above: scan.findAbove(start) };
  }, known);
  for await (const bytes of streamFile(file, { start: known.start, end: length, signal })) {
    scan.add(bytes);
    note(bytes.length);
    if (found !== undefined) return found;
  }
  if (signal.aborted) throw new Cancelled();
  scan.end();
  return found ?? (last && { ...last, above: scan.findAbove(last.start) });
}

interface TimedLine {
  readonly start: number;
  readonly time: LineTime;
}

/** Bytes read around a position, where most logs have a line with a timestamp. More are read if there is none. */
const probeBytes = 16 * 1024;
const widestProbeBytes = 1024 * 1024;
/** Maximum length in bytes of parts that are read as a whole. */
const lastBytes = 256 * 1024;

/**
 * Finds the start of the first line that was not written before `sought`, in a file of known length in bytes whose
 * lines are in order. The number of requests grows with the logarithm of the length. Returns the end of the file if all
 * lines are earlier; undefined if its last lines have no timestamps. Throws the service's errors and `Cancelled`.
 */
export async function findTime(
  file: RemoteFile,
  length: number,
  sought: LineTime,
  signal: AbortSignal,
): Promise<number | undefined> {
  const last = await findLast(file, length, signal);
  if (last === undefined) return undefined;
  const wanted = withDay(sought, last.time);
  let [low, high] = [0, length];
  let later = length;
  while (high - low > lastBytes) {
    const middle = Math.floor((low + high) / 2);
    const found = await findFirst(file, middle, high, signal);
    if (found !== undefined && compareLineTimes(found.time, wanted) < 0) low = found.start;
    else {
      high = middle;
      later = found?.start ?? later;
    }
  }
  const lines = await readTimed(file, low, Math.min(high, length), signal);
  return lines.find(({ time }) => compareLineTimes(time, wanted) >= 0)?.start ?? later;
}

/**
 * Adds a date to a time without one: the date of the last line, or the day before if the last line's time of day is
 * earlier.
 */
function withDay(sought: LineTime, { day, ms }: LineTime): LineTime {
  if (sought.day !== undefined || day === undefined) return sought;
  return { ...sought, day: sought.ms > ms ? (toDayBefore(day) ?? day) : day };
}

async function findFirst(
  file: RemoteFile,
  from: number,
  end: number,
  signal: AbortSignal,
): Promise<TimedLine | undefined> {
  for (let start = from, size = probeBytes; start < end && size <= widestProbeBytes; start += size, size *= 4) {
    const [first] = await readTimed(file, start, Math.min(start + size, end), signal);
    if (first !== undefined) return first;
  }
  return undefined;
}

async function findLast(file: RemoteFile, length: number, signal: AbortSignal): Promise<TimedLine | undefined> {
  for (let end = length, size = probeBytes; end > 0 && size <= widestProbeBytes; end -= size, size *= 4) {
    const last = (await readTimed(file, Math.max(0, end - size), end, signal)).at(-1);
    if (last !== undefined) return last;
  }
  return undefined;
}

/** Reads the lines with timestamps that start in a part of a file. */
async function readTimed(
  file: RemoteFile,
  start: number,
  end: number,
  signal: AbortSignal,
): Promise<readonly TimedLine[]> {
  // The preceding byte shows whether a line starts there.
  const from = Math.max(0, start - 1);
  const bytes = await readIfThere(file, { start: from, end: end - 1 }, { signal });
  if (bytes === undefined) return [];
  const cut = cutToLine(bytes, from);
  const timed: TimedLine[] = [];
  const scan = new LineScan(
    (line) => {
      const time = readLineTime(toLineText(line));
      if (time !== undefined) timed.push({ start: line.start, time });
    },
    { line: 1, start: cut.start },
  );
  scan.add(cut.bytes);
  scan.end();
  return timed;
}

/** Maximum number of bytes of a line that are searched for its timestamp. */
const maxTimedBytes = 1024;

function toLineText({ bytes, start, encoding }: ScannedLine): string {
  return withoutSequences(decodeText(bytes.subarray(0, maxTimedBytes), { offset: start, encoding }).text);
}

/** Number of bytes shown above a position whose line is not known. */
const leadBytes = 8 * 1024;

/** Converts a byte offset in a file to a position that can be opened without knowing its line. */
export function toPlaceInFile(resource: PlaceInFile['part']['resource'], byte: number): PlaceInFile {
  return { byte, part: { resource, document: 'part', line: undefined, start: Math.max(0, byte - leadBytes) } };
}
