import { toFieldUse } from './fieldNames.ts';
import { hasLine, type LogRecord, type RecordReader, toLines, toPlainRecord } from './logRecord.ts';

const inLines = /^[ \t]*"[\w.@ -]{1,60}"\s?: ?"/;
const field = /^\s*"([\w.@ -]{1,60})"\s?: ?"/;
const otherField = /^\s{0,200}(?:"[\w.@ -]{1,60}"\s?:|[[{}\]]{1,2},?$)/;
const end = /,?\s{0,8}$/y;
/** Number of characters that are enough to show how a text is structured. */
const sampled = 16_384;

/**
 * Reads JSON that spans several lines: an object with a program's output, or rows that contain a line each. Undefined
 * for other texts.
 */
export function readJsonFields(log: string, sample: string): RecordReader | undefined {
  if (!hasLine(sample, inLines)) return undefined;
  const areRows = hasRows(log);
  return (line) => readField(line, areRows);
}

function readField(line: string, isRow: boolean): readonly LogRecord[] | undefined {
  const found = field.exec(line);
  const name = found?.[1];
  if (found !== null && name !== undefined && mayHoldOutput(name)) {
    const from = found[0].length;
    const close = findStringEnd(line, from, end);
    const said = close === -1 ? undefined : line.slice(from, close);
    if (said !== undefined && (isRow || said.includes('\\n'))) return [toPlainRecord(toLines(toUnescaped(said)))];
  }
  return isRow && otherField.test(line) ? [] : undefined;
}

/** Checks whether a text is an array of objects with messages, or several such objects. */
function hasRows(log: string): boolean {
  const first = log.slice(0, sampled).split('\n');
  const messages = first.filter((line) => isMessage(field.exec(line)?.[1] ?? '')).length;
  return /^\s*\[\s*$/.test(first[0] ?? '') ? messages > 0 : /^\s*\{\s*$/.test(first[0] ?? '') && messages > 1;
}

function isMessage(name: string): boolean {
  return toFieldUse(name).messageRank !== undefined;
}

function mayHoldOutput(name: string): boolean {
  const { isOutput, isStack } = toFieldUse(name);
  return isOutput || isStack || isMessage(name);
}

const letters: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** Returns the text of a quoted string with backslash escapes, as written by JSON, Go, and logfmt. */
export function toUnescaped(quoted: string): string {
  if (!quoted.includes('\\')) return quoted;
  return quoted.replaceAll(/\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([\s\S]))/g, (_all, wide, narrow, letter) =>
    letter === undefined ? String.fromCharCode(Number.parseInt(wide ?? narrow, 16)) : (letters[letter] ?? letter),
  );
}

/**
 * Returns the end of a string that begins after `from`: the first unescaped quotation mark before text that matches
 * `isEnd`, or -1.
 */
export function findStringEnd(text: string, from: number, isEnd: RegExp): number {
  for (let at = text.indexOf('"', from); at !== -1; at = text.indexOf('"', at + 1)) {
    if (isEscaped(text, at, from)) continue;
    isEnd.lastIndex = at + 1;
    if (isEnd.test(text)) return at;
  }
  return -1;
}

function isEscaped(text: string, at: number, from: number): boolean {
  let slashes = 0;
  while (at - slashes > from && text[at - slashes - 1] === '\\') slashes++;
  return slashes % 2 === 1;
}
