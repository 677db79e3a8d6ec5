import { isObject } from '../../../../../model/shape.ts';
import { findCuts } from '../lineHeader.ts';
import { toStamped } from '../lineStamp.ts';
import { toFields, toRecord } from './fields.ts';
import { type LogRecord, putBefore, type RecordReader } from './logRecord.ts';

/**
 * Reads lines that each contain a logger's JSON object, or one object with a program's output. Undefined for other
 * texts.
 */
export function readJsonRecords(log: string): RecordReader | undefined {
  if (!log.includes('{"') && !log.includes('{ "')) return undefined;
  const reader = new JsonReader();
  return (line) => reader.read(line);
}

const mostInLine = 20_000;

/**
 * Number of lines that only resemble JSON, in excess of lines that are JSON, beyond which the log is read as plain
 * text. Finding that a text is not JSON takes ten times as long as parsing JSON.
 */
const mostBroken = 500;

/** Reads lines that contain JSON records. */
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
   * Parses a row of an array: the first row starts with the opening bracket, each row ends in a comma, and the last row
   * ends in the closing bracket.
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
      // The line is cut off or not JSON.
      this.#broken += 1;
      return undefined;
    }
  }
}

/** Reads a JSON object or array as log records. Returns undefined if it contains none. */
function toRecords(body: unknown): readonly LogRecord[] | undefined {
  const items = Array.isArray(body) ? body.slice(0, mostInLine) : [body];
  const records: LogRecord[] = [];
  for (const item of items) {
    const record = isObject(item) ? toRecord(toFields(item)) : undefined;
    if (record !== undefined) records.push(record);
  }
  return records.length === 0 ? undefined : records;
}

/** Checks whether a text is a prefix that a logger, launcher, or container runtime puts before relayed lines. */
function isHeader(header: string): boolean {
  if (header.trim() === '') return true;
  const { text, isTimed } = toStamped(`${header}{`);
  if (text === '{') return true;
  return findCuts(text, isTimed).some(({ end, kind }) => kind !== 'loose' && text.slice(end).trim() === '{');
}
