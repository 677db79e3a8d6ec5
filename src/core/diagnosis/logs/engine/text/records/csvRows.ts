import { toFieldUse } from './fieldNames.ts';
import { type LogRecord, type RecordReader, toPlainRecord } from './logRecord.ts';

const columnName = /^\w[\w .@[\]()-]{0,60}$/;

/** Reads rows with a message column below column names (Log Analytics, spreadsheets). Undefined for other texts. */
export function readCsvRows(log: string): RecordReader | undefined {
  const header = log
    .slice(0, Math.max(0, log.indexOf('\n')))
    .replace(/^\uFEFF/, '')
    .trimEnd();
  const separator = ['\t', ',', ';'].find((candidate) => header.includes(candidate));
  if (separator === undefined || header.length > 2000) return undefined;
  const names = header.split(separator).map((name) => name.replace(/^"(.*)"$/, '$1'));
  const column = names.findIndex((name) => toFieldUse(name).messageRank !== undefined);
  if (column === -1 || names.length < 2 || !names.every((name) => columnName.test(name))) return undefined;
  const rows = new CsvRows(separator, column, names.length);
  return (line) => rows.read(line);
}

/** Reads rows line by line and keeps state in between, because a quoted message may span several lines. */
class CsvRows {
  readonly #separator: string;
  readonly #column: number;
  readonly #columns: number;
  /** The column whose quotation mark is still open at the end of the last line. */
  #open: number | undefined;

  constructor(separator: string, column: number, columns: number) {
    this.#separator = separator;
    this.#column = column;
    this.#columns = columns;
  }

  read(line: string): readonly LogRecord[] | undefined {
    let at = 0;
    let column = this.#open ?? 0;
    let isQuoted = this.#open !== undefined;
    let said: string | undefined;
    for (; at <= line.length; column++) {
      if (!isQuoted && line[at] === '"') {
        isQuoted = true;
        at++;
      }
      const { text, end, isOpen } = isQuoted ? quotedAt(line, at) : this.#bareAt(line, at);
      if (column === this.#column) said = text;
      this.#open = isOpen ? column : undefined;
      isQuoted = false;
      at = end + 1;
    }
    if (column > this.#columns) return undefined;
    return said === undefined ? [] : [toPlainRecord([said])];
  }

  #bareAt(line: string, from: number): { text: string; end: number; isOpen: boolean } {
    const found = line.indexOf(this.#separator, from);
    const end = found === -1 ? line.length : found;
    return { text: line.slice(from, end), end, isOpen: false };
  }
}

/** Returns the quoted text up to the end of the field or the line. */
function quotedAt(line: string, from: number): { text: string; end: number; isOpen: boolean } {
  let at = line.indexOf('"', from);
  while (at !== -1 && line[at + 1] === '"') at = line.indexOf('"', at + 2);
  const close = at === -1 ? line.length : at;
  return { text: line.slice(from, close).replaceAll('""', '"'), end: close + 1, isOpen: at === -1 };
}
