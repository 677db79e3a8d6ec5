import { isObject } from '../../../../../model/shape.ts';
import { findCuts } from '../lineHeader.ts';
import { toStamped } from '../lineStamp.ts';
import { toFields, toRecord } from './fields.ts';
import { type LogRecord, putBefore, type RecordReader } from './logRecord.ts';

/** Lines of JSON: one object of a logger each, or one that holds the whole output of a program. */
export function readJsonRecords(log: string): RecordReader | undefined {
  if (!log.includes('{"') && !log.includes('{ "')) return undefined;
  const reader = new JsonReader();
  return (line) => reader.read(line);
}

/** Maximum number of objects of an array in one line. */
const mostInLine = 20_000;

/**
 * Number of lines that only resemble JSON, beyond those that are JSON, from which the log is read as plain text: to
 * find that a text is not JSON takes ten times as long as to read JSON.
 */
const mostBroken = 500;

/** Reads lines that hold records in JSON. */
export class JsonReader {
  #broken = 0;

  read(line: string): readonly LogRecord[] | undefined {
    const at = line.indexOf('{');
    if (at === -1 || !(line.startsWith('"', at + 1) || line.startsWith(' "', at + 1))) return undefined;
    if (this.#broken > mostBroken) return undefined;
    if (at === 0) return this.#toRecords(line);
    const start = line.lastIndexOf('\r', at) + 1;
    const header = line.slice(start, at).replace(/\[\s*$/, '');
    const records = this.#toRecords(line.slice(start + header.length));
    if (records === undefined || !isHeader(header)) return undefined;
    return header.trim() === '' ? records : records.map((record) => putBefore(header, record));
  }

  #toRecords(text: string): readonly LogRecord[] | undefined {
    const body = this.#toBody(text);
    return body === undefined ? undefined : toRecords(body);
  }

  /**
   * The first row of an array starts with its opening bracket, each ends in a comma, and the last in its closing
   * bracket.
   */
  #toBody(text: string): unknown {
    const trimmed = text.trim();
    const row = trimmed.endsWith(',') ? trimmed.slice(0, -1) : trimmed;
    if (!row.endsWith('}') && !row.endsWith(']')) return undefined;
    const body = this.#parse(row);
    if (body !== undefined) return body;
    if (row.startsWith('[')) return this.#parse(row.slice(1));
    return row.endsWith(']') ? this.#parse(row.slice(0, -1)) : undefined;
  }

  #parse(text: string): unknown {
    try {
      const body: unknown = JSON.parse(text);
      this.#broken -= 1;
      return body;
    } catch {
      // Cut off, or no JSON.
      this.#broken += 1;
      return undefined;
    }
  }
}

/** Returns the records in a body of JSON. */
function toRecords(body: unknown): readonly LogRecord[] | undefined {
  const items = Array.isArray(body) ? body.slice(0, mostInLine) : [body];
  const records: LogRecord[] = [];
  for (const item of items) {
    const record = isObject(item) ? toRecord(toFields(item)) : undefined;
    if (record !== undefined) records.push(record);
  }
  return records.length === 0 ? undefined : records;
}

/** Checks whether a logger, a launcher or a container runtime writes this before the lines that it relays. */
function isHeader(header: string): boolean {
  if (header.trim() === '') return true;
  const { text, isTimed } = toStamped(`${header}{`);
  if (text === '{') return true;
  return findCuts(text, isTimed).some(({ end, kind }) => kind !== 'loose' && text.slice(end).trim() === '{');
}
