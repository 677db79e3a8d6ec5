import { toVisible } from '../text/escape.ts';
import { escapePattern } from '../text/escapePattern.ts';
import { terminalSequence, withoutSequences } from '../text/terminal.ts';
import { countBytes, decodeText } from './bytes.ts';
import { LineScan, type LineStart, maxLineBytes, type ScannedLine } from './lineScan.ts';
import { RedactedScan } from './redactedLines.ts';

/** A line of a file that matches a search. */
export interface FoundLine {
  /** Starts at 1, counted from the beginning of the file. */
  readonly line: number;
  /** Position of the match in the file, in bytes. */
  readonly byte: number;
  /** Start of a line above the match, at most `linesAbove` lines away, as a line number and a position in bytes. */
  readonly from: LineStart;
  /** Text around the match, without control characters. */
  readonly text: string;
}

/** Maximum characters of a line that an expression searches, because some expressions take quadratic time. */
const maxExpressionLength = 10_000;

/** A search pattern, and the length to which it searches each line. */
export interface Sought {
  readonly pattern: RegExp;
  readonly maxLength: number;
}
const maxTextLength = 200;
const shownBefore = 60;

/**
 * Parses search input: text to find regardless of case, or a regular expression between slashes, optionally with the
 * flags `i` and `u`: `/^ERROR\b/i`. Undefined for an invalid expression or empty input.
 */
export function toSought(text: string): Sought | undefined {
  const [, expression, flags] = /^\/(.+)\/([iu]*)$/.exec(text) ?? [];
  if (expression === undefined)
    return text === '' ? undefined : { pattern: new RegExp(escapePattern(text), 'i'), maxLength: maxLineBytes };
  try {
    return { pattern: new RegExp(expression, flags), maxLength: maxExpressionLength };
  } catch {
    return undefined;
  }
}

/** Searches a file that arrives in parts, from its first byte, line by line. */
export class FileSearch {
  readonly #sought: Sought;
  readonly #maxFound: number;
  readonly #onLine: () => void;
  readonly #found: FoundLine[] = [];
  readonly #scan: LineScan;
  readonly #redacted: RedactedScan<LineStart> | undefined;
  #hasMore = false;

  /**
   * `onLine` is called before each line is searched. With `isRedacted`, lines are searched as shown, without secrets,
   * so that results don't depend on hidden text.
   */
  constructor(sought: Sought, maxFound: number, onLine: () => void = () => undefined, isRedacted = false) {
    this.#sought = sought;
    this.#maxFound = maxFound;
    this.#onLine = onLine;
    const redacted = isRedacted
      ? new RedactedScan<LineStart>((line, from) =>
          this.#search(line.line, line.text, (at) => ({ byte: line.toByte(at), from })),
        )
      : undefined;
    this.#redacted = redacted;
    this.#scan = new LineScan((line) => {
      if (redacted === undefined) this.#searchWritten(line);
      else if (!this.#hasMore) redacted.add(line, this.#scan.findAbove(line.start));
    });
  }

  /** Returns the first matching lines, at most `maxFound`. */
  get found(): readonly FoundLine[] {
    return this.#found;
  }

  /** Returns true if there are more matches than were kept. */
  get hasMore(): boolean {
    return this.#hasMore;
  }

  /** Number of lines that were read completely. */
  get lines(): number {
    return this.#scan.next.line - 1;
  }

  add(bytes: Uint8Array): void {
    this.#scan.add(bytes);
  }

  /** Ends the search. If `isCut` is true, the last line is incomplete and isn't searched. */
  end(isCut = false): void {
    if (!isCut) this.#scan.end();
    if (!this.#hasMore) this.#redacted?.end();
  }

  #searchWritten({ line, start, bytes, encoding }: ScannedLine): void {
    const { text: written, lead } = decodeText(bytes, { offset: start, encoding });
    const text = withoutSequences(written).replace(lineEnd, '');
    this.#search(line, text, (at) => ({
      byte: start + lead + countBytes(written.slice(0, toWritten(written, at)), encoding),
      from: this.#scan.findAbove(start),
    }));
  }

  #search(line: number, text: string, findPlace: (at: number) => Pick<FoundLine, 'byte' | 'from'>): void {
    this.#onLine();
    const { pattern, maxLength } = this.#sought;
    const at = text.slice(0, maxLength).search(pattern);
    if (at < 0) return;
    if (this.#found.length >= this.#maxFound) {
      this.#hasMore = true;
      return;
    }
    this.#found.push({ line, ...findPlace(at), text: toExcerpt(text, at) });
  }
}

/** Matches the line end, which expressions don't search. */
const lineEnd = /\r?\n$/;

/** Converts a position in a line without terminal sequences to the position in the original line. */
function toWritten(line: string, at: number): number {
  let written = at;
  for (const { 0: sequence, index } of line.matchAll(terminalSequence)) {
    if (index > written) break;
    written += sequence.length;
  }
  return written;
}

function toExcerpt(text: string, at: number): string {
  const line = text.trimEnd();
  if (line.length <= maxTextLength) return toVisible(line.trimStart());
  const from = Math.max(0, at - shownBefore);
  const part = line.slice(from, from + maxTextLength);
  return `${from > 0 ? '…' : ''}${toVisible(part)}${from + maxTextLength < line.length ? '…' : ''}`;
}
