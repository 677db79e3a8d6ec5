import { isOwnFile } from '../code/ownCode.ts';
import type { Frame } from './finding.ts';
import type { LogText } from './text/logText.ts';

/** The lines of a stack trace and the innermost frame in the user's own code. */
export interface Stack {
  readonly lines: readonly number[];
  readonly frame: Frame | undefined;
  readonly last: number;
}

/** Maximum number of frames that are read, because endless recursion prints thousands. */
const deepestStack = 400;

/**
 * Reads the lines after `first` that belong to a stack trace. `frame` has groups `file` and `at`; lines that match
 * `other` are part of the trace without being a frame.
 */
export function readStack(log: LogText, first: number, frame: RegExp, other: RegExp): Stack {
  const lines: number[] = [];
  let own: Frame | undefined;
  let last = first;
  for (let line = log.next(first); line !== -1 && lines.length < deepestStack; line = log.next(line)) {
    const text = log.text(line);
    const found = frame.exec(text);
    if (found === null && !other.test(text)) break;
    lines.push(line);
    last = line;
    own ??= toOwnFrame(found);
  }
  return { lines, frame: own, last };
}

/** Returns the frame that a match names, if it is in the user's own code. */
export function toOwnFrame(found: RegExpExecArray | null): Frame | undefined {
  const { file, at } = found?.groups ?? {};
  if (file === undefined || at === undefined || !isOwnFile(file)) return undefined;
  return { file, line: Number(at) };
}
