import type { Level } from '../levels.ts';

/** A logger's record, in the words of the program. */
export interface LogRecord {
  /**
   * The lines to which the level applies: the reason, when it has a field of its own, and the first line of the
   * message.
   */
  readonly said: readonly string[];
  /** Further lines of the message, the exception and its stack, another program's output. */
  readonly below: readonly string[];
  readonly level: Level | undefined;
}

/** Reads a log line by line: returns the records in a line, or undefined for a line without any. */
export type RecordReader = (line: string) => readonly LogRecord[] | undefined;

/** A way in which loggers write records: how to read them in a log in which some may be. `sample` is parts of the log. */
export type RecordKind = (log: string, sample: string) => RecordReader | undefined;

/** Returns the lines of a text; one that ends its last line has no empty one after it. */
export function toLines(text: string): readonly string[] {
  return text.includes('\n') ? text.replace(/\r?\n$/, '').split(/\r?\n/) : [text];
}

/** Checks whether an expression fits a line of a text; the flag `m` would try it at each character. */
export function hasLine(text: string, line: RegExp): boolean {
  return text.split(text.includes('\r') ? /[\r\n]/ : '\n').some((one) => line.test(one));
}

/** Makes a record of nothing but lines. */
export function toPlainRecord(lines: readonly string[]): LogRecord {
  return { said: [], below: lines, level: undefined };
}

/** Adds the prefix of a record's line to each line of the record. */
export function putBefore(header: string, { said, below, level }: LogRecord): LogRecord {
  return { said: said.map((line) => header + line), below: below.map((line) => header + line), level };
}
