import type { Level } from '../levels.ts';

/** The text and the level of a logger's record. */
export interface LogRecord {
  /**
   * The lines to which the level applies: the reason, if it has a field of its own, and the first line of the message.
   */
  readonly said: readonly string[];
  /** Further lines of the message, the exception with its stack, and another program's output. */
  readonly below: readonly string[];
  readonly level: Level | undefined;
}

/** Reads a log line by line. Returns the records in a line, or undefined for a line without records. */
export type RecordReader = (line: string) => readonly LogRecord[] | undefined;

/** Returns a reader if a log may contain records in a certain format. `sample` contains parts of the log. */
export type RecordKind = (log: string, sample: string) => RecordReader | undefined;

/** Returns the lines of a text. A final line break adds no empty line. */
export function toLines(text: string): readonly string[] {
  return text.includes('\n') ? text.replace(/\r?\n$/, '').split(/\r?\n/) : [text];
}

/** Checks whether a line of a text matches; with the flag `m`, the expression would be tried at every character. */
export function hasLine(text: string, line: RegExp): boolean {
  return text.split(text.includes('\r') ? /[\r\n]/ : '\n').some((one) => line.test(one));
}

/** Returns a record that consists only of lines. */
export function toPlainRecord(lines: readonly string[]): LogRecord {
  return { said: [], below: lines, level: undefined };
}

/** Adds the prefix of a record's line to all lines of the record. */
export function putBefore(header: string, { said, below, level }: LogRecord): LogRecord {
  return { said: said.map((line) => header + line), below: below.map((line) => header + line), level };
}
