import type { Frame } from '../engine/finding.ts';
import type { LogText } from '../engine/text/logText.ts';

/** Numbers of lines that are searched around a finding for its stack, and below a place for its source. */
const [farthest, below] = [40, 3];
/** Maximum length of a line; longer lines are data. */
const longest = 300;

const pointer = /^[\s|]*[\^~][\s^~|]*$/;

/**
 * Reads the line of source code that stack traces and compilers print below the place that a finding names. Undefined
 * if the log has none or it may be a different line.
 */
export function readPrintedSource(log: LogText, from: number, to: number, frame: Frame): string | undefined {
  const last = Math.min(log.lineCount - 1, to + farthest);
  for (let line = Math.max(0, from - farthest); line <= last; line++) {
    const text = log.text(line);
    if (text.length > longest || !text.includes(frame.file)) continue;
    const source = readBelow(log, line, text.trim(), frame)?.trim();
    if (source !== undefined && source !== '' && source.length <= longest) return source;
  }
  return undefined;
}

function readBelow(log: LogText, line: number, text: string, { file, line: number }: Frame): string | undefined {
  const next = log.text(line + 1);
  // Python: `File "train.py", line 3, in <module>`.
  if (isFollowed(text, `"${file}", line ${number}`))
    return /^\s\s/.test(next) && !next.trimStart().startsWith('File "') && !pointer.test(next) ? next : undefined;
  if (!isFollowed(text, `${file}:${number}`)) return undefined;
  // Rust, Go vet, and newer GCC versions: ` 3 | let x = …`.
  for (let at = line + 1; at <= Math.min(log.lineCount - 1, line + below); at++) {
    const [, shown, source] = /^\s*(\d{1,7}) \| ?(.*)$/.exec(log.text(at)) ?? [];
    if (shown !== undefined) return Number(shown) === number ? source : undefined;
  }
  // Node, Clang, and older GCC versions: the source, and below it a pointer to a part of it.
  return line + 2 < log.lineCount && pointer.test(log.text(line + 2)) && !pointer.test(next) ? next : undefined;
}

/** Checks whether a text contains the place, with no further digit after it. */
function isFollowed(text: string, place: string): boolean {
  const at = text.indexOf(place);
  return at >= 0 && !/^\d/.test(text.slice(at + place.length));
}
