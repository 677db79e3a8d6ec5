import { findEnd, toUnescaped } from './escapes.ts';
import { toRecord } from './fields.ts';
import { type LogRecord, putBefore, type RecordReader } from './logRecord.ts';

const start = /(?:^|\s)(?:time|ts|t|level|lvl|severity|msg|message|logger|source|app|component)=/;
const message = /\b(?:msg|message)=/;
/** Fields of a record at most. */
const mostFields = 64;

/** Lines of logfmt: `time=… level=info msg="cannot open"`, as Go's loggers write. */
export function readLogfmtRecords(log: string, sample: string): RecordReader | undefined {
  // Few texts have `="`, and to look for that costs little.
  return message.test(sample) || (log.includes('="') && log.includes('msg="')) ? readLogfmt : undefined;
}

export function readLogfmt(line: string): readonly LogRecord[] | undefined {
  if (!message.test(line)) return undefined;
  const at = start.exec(line.slice(0, 400))?.index;
  if (at === undefined) return undefined;
  const from = at === 0 ? 0 : at + 1;
  const fields = readFields(line, from);
  const record = fields === undefined || fields.size < 2 ? undefined : toRecord(Object.fromEntries(fields));
  return record === undefined ? undefined : [putBefore(line.slice(0, from), record)];
}

const name = /\s*([A-Za-z_@][\w.@/-]{0,60})=/y;
const end = /\s*$|\s+[A-Za-z_@][\w.@/-]{0,60}=/y;
const bareValue = /\S*/y;

/** The fields from a place to the end of a line; undefined where something else stands among them. */
function readFields(line: string, from: number): ReadonlyMap<string, string> | undefined {
  const fields = new Map<string, string>();
  for (let at = from; fields.size < mostFields; ) {
    name.lastIndex = at;
    const found = name.exec(line);
    if (found?.[1] === undefined) return line.slice(at).trim() === '' ? fields : undefined;
    const valueAt = name.lastIndex;
    const close = line[valueAt] === '"' ? findEnd(line, valueAt + 1, end) : -1;
    bareValue.lastIndex = valueAt;
    const value = close === -1 ? (bareValue.exec(line)?.[0] ?? '') : toUnescaped(line.slice(valueAt + 1, close));
    at = close === -1 ? valueAt + value.length : close + 1;
    if (!fields.has(found[1])) fields.set(found[1], value);
  }
  return fields;
}
