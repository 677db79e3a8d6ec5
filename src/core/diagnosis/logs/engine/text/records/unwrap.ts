import { type Level, toMark } from '../levels.ts';
import { isForeign } from '../relayRun.ts';
import { readCsvRows } from './csvRows.ts';
import { readJsonFields } from './jsonFields.ts';
import { JsonReader, readJsonRecords } from './jsonRecord.ts';
import { readLogfmt, readLogfmtRecords } from './logfmt.ts';
import type { LogRecord, RecordKind, RecordReader } from './logRecord.ts';
import { readBuildSteps, readLostIndentation, readRankLabels, readShoutedLevels } from './plainRecords.ts';

/** A log as its programs printed it, without loggers' records. */
export interface UnwrappedLog {
  /**
   * The text of the records, or the log itself if it has no records. Lines to which a record gave a level begin with
   * the level's mark.
   */
  readonly text: string;
  /** Returns the line of the log that contained a line of the text; both are counted from 0. */
  toOriginal(line: number): number;
}

const kinds: readonly RecordKind[] = [
  readCsvRows,
  readBuildSteps,
  readRankLabels,
  readJsonRecords,
  readLogfmtRecords,
  readJsonFields,
  readLostIndentation,
  readShoutedLevels,
];

/** Maximum depth of nested records, as in a container's log of a program that itself logs. */
const deepest = 3;

/** Number of characters that are searched for records at each end of a log, and in each part in between. */
const sampledEnd = 16_384;
const sampledParts = 32;
const sampledPart = 512;

/** Replaces the records in a log with their text, before anything reads its lines. */
export function unwrap(log: string): UnwrappedLog {
  const sample = toSample(log);
  const readers = kinds.flatMap((kind) => kind(log, sample) ?? []);
  const inner = new JsonReader();
  const lines = new UnwrappedLines();
  if (readers.length > 0)
    for (let start = 0, line = 0; start <= log.length; line++) {
      const found = log.indexOf('\n', start);
      const end = found === -1 ? log.length : found;
      const text = log.slice(start, end);
      lines.add(line, readFirst(readers, text, inner) ?? text);
      start = end + 1;
    }
  return lines.hasRecords ? lines : { text: log, toOriginal: (line) => line };
}

/** Returns both ends of a log and whole lines from parts in between. */
function toSample(log: string): string {
  if (log.length <= 4 * sampledEnd) return log;
  const between = Array.from({ length: sampledParts }, (_, index) => {
    const at = sampledEnd + Math.floor(((log.length - 2 * sampledEnd) * index) / sampledParts);
    return fromWholeLine(log.slice(at, at + sampledPart));
  });
  return [log.slice(0, sampledEnd), ...between, fromWholeLine(log.slice(-sampledEnd))].join('\n');
}

function fromWholeLine(part: string): string {
  const end = part.indexOf('\n');
  return end === -1 ? '' : part.slice(end + 1);
}

function readFirst(
  readers: readonly RecordReader[],
  line: string,
  inner: JsonReader,
): readonly LogRecord[] | undefined {
  const whole = line.endsWith('\r') ? line.slice(0, -1) : line;
  for (const read of readers) {
    const records = read(whole);
    if (records !== undefined)
      return records.some(mayHoldRecords) ? records.flatMap((record) => unwrapInner(record, inner)) : records;
  }
  return undefined;
}

/** Checks whether lines of a record may themselves be records; few lines have the signs that all records share. */
function mayHoldRecords({ said, below }: LogRecord): boolean {
  return said.some(mayBeRecord) || below.some(mayBeRecord);
}

function mayBeRecord(line: string): boolean {
  return line.includes('{') || line.includes('=');
}

/** Reads the records within the lines of a record. */
function unwrapInner(record: LogRecord, json: JsonReader, depth = 1): readonly LogRecord[] {
  const lines = record.below.length === 0 ? record.said : [...record.said, ...record.below];
  const inner = depth < deepest ? lines.map((line) => json.read(line) ?? readLogfmt(line)) : [];
  if (inner.every((records) => records === undefined)) return [record];
  return lines.flatMap((line, index) => {
    const isSaid = index < record.said.length;
    const own = { said: isSaid ? [line] : [], below: isSaid ? [] : [line], level: record.level };
    return inner[index]?.flatMap((found) => unwrapInner(found, json, depth + 1)) ?? [own];
  });
}

/**
 * The lines of a log without its records. If a record's level marks a problem, levels are kept, except the levels of
 * records that relay a program's output.
 */
class UnwrappedLines implements UnwrappedLog {
  hasRecords = false;
  readonly #lines: string[] = [];
  readonly #origins: number[] = [];
  /** Indices of the lines with a level, and their levels. */
  readonly #levelled: number[] = [];
  readonly #levels: Level[] = [];
  /** For each record, the line that shows whether it is relayed, and the record's level. */
  readonly #said: string[] = [];
  readonly #levelsOfSaid: Level[] = [];

  add(origin: number, found: string | readonly LogRecord[]): void {
    if (typeof found === 'string') {
      this.#push(origin, found);
      return;
    }
    this.hasRecords = true;
    for (const { said, below, level } of found) {
      if (level !== undefined) {
        this.#said.push(said.at(-1) ?? '');
        this.#levelsOfSaid.push(level);
      }
      for (const line of said) this.#push(origin, line, level);
      for (const line of below) this.#push(origin, line);
    }
  }

  #push(origin: number, line: string, level?: Level): void {
    if (level !== undefined) {
      this.#levelled.push(this.#lines.length);
      this.#levels.push(level);
    }
    this.#lines.push(line);
    this.#origins.push(origin);
  }

  get text(): string {
    if (this.#levels.includes('error') || this.#levels.includes('warning')) this.#mark();
    return this.#lines.join('\n');
  }

  #mark(): void {
    const relayed = this.#listRelayed();
    for (const [index, line] of this.#levelled.entries()) {
      const level = this.#levels[index];
      if (level !== undefined && !relayed.has(level)) this.#lines[line] = toMark(level) + (this.#lines[line] ?? '');
    }
    this.#levels.length = 0;
  }

  /** Returns the levels of records that relay another program's output. */
  #listRelayed(): ReadonlySet<Level> {
    const relayed = new Set<Level>();
    for (const [index, level] of this.#levelsOfSaid.entries())
      if (!relayed.has(level) && isForeign(this.#said[index] ?? '', level)) relayed.add(level);
    return relayed;
  }

  toOriginal(line: number): number {
    return this.#origins[line] ?? this.#origins.at(-1) ?? 0;
  }
}
