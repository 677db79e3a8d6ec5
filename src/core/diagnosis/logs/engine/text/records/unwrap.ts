import type { Level } from '../levels.ts';
import { isForeign } from '../relayRun.ts';
import { readBuildSteps } from './buildSteps.ts';
import { readCsvRows } from './csvRows.ts';
import { readJsonFields } from './jsonFields.ts';
import { readJson, readJsonRecords } from './jsonRecord.ts';
import { toMark } from './levelMark.ts';
import { readLogfmt, readLogfmtRecords } from './logfmt.ts';
import type { LogRecord, RecordKind, RecordReader } from './logRecord.ts';
import { readLostIndentation } from './lostIndentation.ts';
import { readRankLabels } from './rankLabels.ts';
import { readShoutedLevels } from './shoutedLevels.ts';

/** A log as the programs in it printed it, without the records that loggers made of it. */
export interface UnwrappedLog {
  /** The same as the log where it has no records. Lines to which a record gave a level begin with its mark. */
  readonly text: string;
  /** The line of the log in which a line of the text stood. Both count from 0. */
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

/** Records in records at most: a container's log of a program that logs, say. */
const deepest = 3;

/** Characters of a log that are looked at to learn whether it has records: of each end, and of each part between. */
const sampledEnd = 16_384;
const sampledParts = 32;
const sampledPart = 512;

/** Takes records apart before anything reads their lines. */
export function unwrap(log: string): UnwrappedLog {
  const sample = toSample(log);
  const readers = kinds.flatMap((kind) => kind(log, sample) ?? []);
  const lines = new UnwrappedLines();
  if (readers.length > 0)
    for (let start = 0, line = 0; start <= log.length; line++) {
      const found = log.indexOf('\n', start);
      const end = found === -1 ? log.length : found;
      const text = log.slice(start, end);
      lines.add(line, readFirst(readers, text) ?? text);
      start = end + 1;
    }
  return lines.hasRecords ? lines : { text: log, toOriginal: (line) => line };
}

/** The ends of a log, and whole lines of parts of what is between them. */
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

function readFirst(readers: readonly RecordReader[], line: string): readonly LogRecord[] | undefined {
  const whole = line.endsWith('\r') ? line.slice(0, -1) : line;
  for (const read of readers) {
    const records = read(whole);
    if (records !== undefined) return records.flatMap((record) => unwrapInner(record, 1));
  }
  return undefined;
}

/** The records that stand in the lines of a record. */
function unwrapInner(record: LogRecord, depth: number): readonly LogRecord[] {
  const lines = record.below.length === 0 ? record.said : [...record.said, ...record.below];
  const inner = depth < deepest ? lines.map((line) => readJson(line) ?? readLogfmt(line)) : [];
  if (inner.every((records) => records === undefined)) return [record];
  return lines.flatMap((line, index) => {
    const isSaid = index < record.said.length;
    const own = { said: isSaid ? [line] : [], below: isSaid ? [] : [line], level: record.level };
    return inner[index]?.flatMap((found) => unwrapInner(found, depth + 1)) ?? [own];
  });
}

/**
 * What records say of themselves counts, unless they relay what a program printed: all of it has the same level, or none
 * of it has one by which something is amiss.
 */
class UnwrappedLines implements UnwrappedLog {
  hasRecords = false;
  readonly #lines: string[] = [];
  readonly #origins: number[] = [];
  readonly #levels = new Map<number, Level>();
  readonly #ofRelayed = new Set<Level>();

  add(origin: number, found: string | readonly LogRecord[]): void {
    if (typeof found === 'string') {
      this.#push(origin, found);
      return;
    }
    this.hasRecords = true;
    for (const { said, below, level } of found) {
      if (level !== undefined && !this.#ofRelayed.has(level) && isForeign(said.at(-1) ?? '', level))
        this.#ofRelayed.add(level);
      for (const line of said) this.#push(origin, line, level);
      for (const line of below) this.#push(origin, line);
    }
  }

  #push(origin: number, line: string, level?: Level): void {
    if (level !== undefined) this.#levels.set(this.#lines.length, level);
    this.#lines.push(line);
    this.#origins.push(origin);
  }

  get text(): string {
    const said = new Set(this.#levels.values());
    if (said.has('error') || said.has('warning'))
      for (const [line, level] of this.#levels)
        if (!this.#ofRelayed.has(level)) this.#lines[line] = toMark(level) + (this.#lines[line] ?? '');
    this.#levels.clear();
    return this.#lines.join('\n');
  }

  toOriginal(line: number): number {
    return this.#origins[line] ?? this.#origins.at(-1) ?? 0;
  }
}
