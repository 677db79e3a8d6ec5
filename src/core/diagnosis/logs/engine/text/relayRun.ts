import { findLevel, type Level } from './levels.ts';
import { type Cut, levelOfWord } from './lineHeader.ts';

/** Matches beginnings of reports by runtimes, shells, and compilers, which a logger would never write itself. */
const report =
  /^(?:Traceback \(|Caused by: |[^\s:]+: line \d+: |Error in |panic: |goroutine |thread '|[^\s:]+:\d+:\d+: | {2,}(?:at \S|File "))/;
/** Matches beginnings of programs' error messages; a message logged as an error may begin the same way. */
const complaint =
  /^(?:(?:[a-z]\w*\.)*[A-Z]\w*(?:Error|Exception|Exit|Interrupt)\b|[Ee]rror: |fatal: |[^\s:]+: (?:[^\s:]+: )?(?:command not found|cannot |No such |(?:fatal )?error: ))/;
/** Matches the place between a program's name and its message: `script.sh: line 3: `. */
const place = /^(?:line \d|\d+(?::\d+)?: )/;

/** Number of characters that are read to determine the author of a text. */
const readLength = 200;
/** Maximum number of spaces with which a logger aligns text in columns. */
const widestPadding = 8;

/** The lines of a sample that have the same prefix. */
export class RelayRun {
  lines = 0;
  #blank = 0;
  #tabs = 0;
  #reports = 0;
  #places = 0;
  /** The minimum and maximum number of spaces before the text of a line, for each word for a level. */
  readonly #spaces = new Map<string, { least: number; most: number }>();

  add(cut: Cut, text: string): void {
    this.lines++;
    const level = cut.level ?? '';
    let known = this.#spaces.get(level);
    if (known === undefined) {
      known = { least: widestPadding, most: 0 };
      this.#spaces.set(level, known);
    }
    const rest = text.slice(cut.end, cut.end + readLength);
    const spaces = countSpaces(rest);
    const words = rest.slice(spaces);
    if (words === '') {
      this.#blank++;
      return;
    }
    known.least = Math.min(known.least, spaces);
    known.most = Math.max(known.most, spaces);
    if (words.startsWith('\t')) this.#tabs++;
    if (isReported(words, levelOfWord(level))) this.#reports++;
    if (spaces <= 1 && place.test(words)) this.#places++;
  }

  /** Returns the number of spaces between the header and the text of a line that is not indented. */
  paddingAfter({ kind, level = '' }: Cut): number {
    return Math.min(kind === 'level' ? widestPadding : 1, this.#spaces.get(level)?.least ?? widestPadding);
  }

  /** Returns true if some text is indented further than the padding, as in reports over several lines. */
  isIndented(cut: Cut): boolean {
    if (this.#tabs > 0) return true;
    for (const [level, { most }] of this.#spaces) if (most > this.paddingAfter({ ...cut, level }) + 1) return true;
    return false;
  }

  /** True if some lines have no text, which a logger rarely writes. */
  get isBlankAtTimes(): boolean {
    return this.#blank > 0 && this.lines > this.#blank;
  }

  get hasReports(): boolean {
    return this.#reports > 0;
  }

  /** True if the supposed logger's name is usually that of a script or source file, followed by a line number. */
  get isOfPlaces(): boolean {
    return this.#places > 0 && this.#places * 2 >= this.lines - this.#blank;
  }

  get hasOneLevel(): boolean {
    return new Set([...this.#spaces.keys()].map(levelOfWord)).size === 1;
  }
}

/**
 * Checks whether a message is relayed, because a logger would not word or place its own messages like this at this
 * level.
 */
export function isForeign(message: string, level: Level): boolean {
  const text = message.slice(0, readLength);
  return text === '' || /^(?:\t| {2,}\S)/.test(text) || isReported(text.trimStart(), level);
}

function isReported(words: string, level: Level | undefined): boolean {
  return report.test(words) || (level !== 'error' && (complaint.test(words) || findLevel(words) === 'error'));
}

function countSpaces(text: string): number {
  let count = 0;
  while (text.charCodeAt(count) === 0x20) count++;
  return count;
}
