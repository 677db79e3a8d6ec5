import { toFieldUse } from './fieldNames.ts';
import { type Field, toRecord } from './fields.ts';
import { findStringEnd, toUnescaped } from './jsonFields.ts';
import { type LogRecord, putBefore, type RecordReader } from './logRecord.ts';

const start = /(?:^|\s)(?:time|ts|t|level|lvl|severity|msg|message|logger|source|app|component)=/;
const message = /\b(?:msg|message)=/;
const mostFields = 64;

/** Reads lines of logfmt, as from Go's loggers: `time=… level=info msg="cannot open"`. Undefined for other texts. */
export function readLogfmtRecords(log: string, sample: string): RecordReader | undefined {
  // Few texts contain `="`, which can be searched for quickly.
  return message.test(sample) || (log.includes('="') && log.includes('msg="')) ? readLogfmt : undefined;
}

export function readLogfmt(line: string): readonly LogRecord[] | undefined {
  if (!message.test(line)) return undefined;
  const at = line.slice(0, 400).search(start);
  if (at === -1) return undefined;
  const from = at === 0 ? 0 : at + 1;
  const fields = readFields(line, from);
  const record = fields === undefined || fields.length < 2 ? undefined : toRecord(fields);
  if (record === undefined) return undefined;
  return [from === 0 ? record : putBefore(line.slice(0, from), record)];
}

const name = /\s*[A-Za-z_@][\w.@/-]{0,60}=/y;
const end = /\s*$|\s+[A-Za-z_@][\w.@/-]{0,60}=/y;
const bareValue = /\S*/y;

/** Reads the fields from a position to the end of a line; undefined if the line contains anything else. */
function readFields(line: string, from: number): readonly Field[] | undefined {
  const fields: Field[] = [];
  const names: string[] = [];
  for (let at = from; fields.length < mostFields; ) {
    name.lastIndex = at;
    if (at === line.length || !name.test(line)) return line.slice(at).trim() === '' ? fields : undefined;
    const valueAt = name.lastIndex;
    const called = line.slice(at, valueAt - 1).trimStart();
    const close = line[valueAt] === '"' ? findStringEnd(line, valueAt + 1, end) : -1;
    at = close === -1 ? findEndOfBare(line, valueAt) : close + 1;
    if (names.includes(called)) continue;
    names.push(called);
    const value = close === -1 ? line.slice(valueAt, at) : toUnescaped(line.slice(valueAt + 1, close));
    fields.push({ use: toFieldUse(called), value });
  }
  return fields;
}

function findEndOfBare(line: string, from: number): number {
  bareValue.lastIndex = from;
  bareValue.test(line);
  return bareValue.lastIndex;
}
