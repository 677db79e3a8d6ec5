import { isObject } from '../../../../../model/shape.ts';
import { findCuts } from '../lineHeader.ts';
import { toStamped } from '../lineStamp.ts';
import { toRecord } from './fields.ts';
import { type LogRecord, putBefore, type RecordReader } from './logRecord.ts';

/** Lines of JSON: one object of a logger each, or one that holds the whole output of a program. */
export function readJsonRecords(log: string): RecordReader | undefined {
  return log.includes('{"') || log.includes('{ "') ? readJson : undefined;
}

/** Objects of an array that stand in one line, at most. */
const mostInLine = 20_000;

export function readJson(line: string): readonly LogRecord[] | undefined {
  const at = line.indexOf('{');
  if (at === -1 || !/^\{ ?"/.test(line.slice(at, at + 3))) return undefined;
  const start = line.lastIndexOf('\r', at) + 1;
  const header = line.slice(start, at).replace(/\[\s*$/, '');
  const body = toBody(line.slice(start + header.length));
  const records = (Array.isArray(body) ? body.slice(0, mostInLine) : [body]).flatMap((item) =>
    isObject(item) ? (toRecord(item) ?? []) : [],
  );
  if (records.length === 0 || !isHeader(header)) return undefined;
  return header.trim() === '' ? records : records.map((record) => putBefore(header, record));
}

/** Rows of an array end in a comma, the first begins with its bracket, and the last ends with it. */
function toBody(text: string): unknown {
  const trimmed = text.trim();
  const row = trimmed.endsWith(',') ? trimmed.slice(0, -1) : trimmed;
  if (!row.endsWith('}') && !row.endsWith(']')) return undefined;
  for (const candidate of [row, row.startsWith('[') ? row.slice(1) : row.slice(0, -1)])
    try {
      return JSON.parse(candidate);
    } catch {
      // Cut off, or no JSON.
    }
  return undefined;
}

/** Whether a logger, a launcher or a container runtime put this before what it relays. */
function isHeader(header: string): boolean {
  if (header.trim() === '') return true;
  const { text, isTimed } = toStamped(`${header}{`);
  if (text === '{') return true;
  return findCuts(text, isTimed).some(({ end, kind }) => kind !== 'loose' && text.slice(end).trim() === '{');
}
