/** A line longer than this is read around the first thing that caught the eye in it. */
const widestLine = 4096;
/** How much of a very long line is read before what caught the eye. */
const leadBeforeFocus = 1024;

const escapeCharacter = 0x1b;
const esc = String.fromCharCode(escapeCharacter);
/** Colours, cursor moves, titles and links of terminals. */
const ansi = new RegExp(
  `${esc}(?:\\[[0-9;:?<=>]*[ -/]{0,4}[@-~]|\\][^\u0007${esc}]*(?:\u0007|${esc}\\\\)|[()*+][0-9A-Za-z]|[=>78cDEHMNOZ])`,
  'g',
);

/** Ranks and containers that launchers put before a line: `[1,3]<stderr>:`, `[rank0]:`, `worker_1  | `, `(train, pid=12) `. */
const rankPrefix =
  /^(?:\[\d{1,6},\d{1,6}\]<std(?:err|out|diag)>: ?|\[(?:rank)?\d{1,6}\](?:<std(?:err|out)>)?:? |\[(?:rank|default)\d{1,6}\]: ?|\([\w.:-]+, pid=\d+(?:, [^)]+)?\) |[\w.-]+ +\| |\d{1,5}: (?!In |[\w.:]{1,80}\()(?=\S|\s{2})| {0,2}\d{1,3}: STD(?:OUT|ERR): )/;

/** Times that loggers and container runtimes put before a line. */
const timePrefix =
  /^(?:\[[a-z][\w.-]{0,30}\] (?=\d{4}-\d\d-\d\d[T ])|\[?\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z| ?[+-]\d\d:?\d\d| UTC)?\]?:? ?|\[?\d\d:\d\d:\d\d(?:[.,]\d+)?\]?:? |[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d (?:[\w.-]+ [\w./-]+(?:\[\d+\])?: )?|(?:std(?:out|err)) [FP] |#\d{1,4} \d{1,6}\.\d{1,3} )/;

/** A progress bar whose line goes on with what another program printed. */
const progressBar = /^[^|%]{0,120}\d{1,3}%\|[^|]{0,200}\| [^[]{1,60}\[[^\]]{1,200}\](?=\S)/;

/** The level that a logger put, after the time, before each line of what a program printed. */
const levels = '(?:ERROR|CRITICAL|FATAL|SEVERE|INFO|STDERR|STDOUT)';
const level = `^(?:- )?(?:[\\w.]+ - )?(?:${levels}|[[(]${levels} {0,4}[\\])])(?: - | {1,2})(?:std(?:err|out): )?`;
const output =
  'Traceback \\(|(?:[a-z]\\w*\\.)*[A-Z]\\w*(?:Error|Exception|Exit|Interrupt)\\b|Caused by: |[^\\s:]+: line \\d+: |panic: |goroutine |thread \'|[Ee]rror: |fatal: |[^\\s:]+:\\d+:\\d+: |[^\\s:]+: (?:[^\\s:]+: )?(?:command not found|cannot |No such )|\\t| {2,}(?:at \\S|File ")';
const timedOutput = new RegExp(`${level}(?=${output}| {2})`);

const levelPrefix =
  /^(?:\[[^\]]*\] ){0,2}(?:[\w./]+[:\s|-]{1,3})?[[<(|]?\s?(DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|FATAL|CRITICAL|SEVERE|debug|info|warn|warning|error|fatal|critical)\b/;

export type Level = 'info' | 'warning' | 'error';

/** Lines of another program's output that a report quotes, moved to the right. */
interface Quote {
  readonly first: number;
  readonly last: number;
  readonly indent: number;
}

/** What a logger put before the lines of another program's output. */
interface Prefix {
  readonly first: number;
  readonly prefix: string;
}

/** Lines of a quote at most. */
const longestQuote = 500;

/** One line as a reader sees it. */
interface CleanLine {
  /** Without colours, progress that was overwritten, ranks and times. */
  readonly text: string;
  /** What the launcher put before it, so that the lines of one rank can be followed among those of others. */
  readonly rank: string;
}

/**
 * The lines of a log, cleaned when they are looked at. Keeps numbers of lines as they are in the text
 * (0-based here), so a log of any size costs one pass for finding line ends.
 */
export class LogText {
  readonly source: string;
  readonly #starts: Int32Array;
  readonly #focus = new Map<number, number>();
  readonly #clean = new Map<number, CleanLine>();
  readonly #quotes: Quote[] = [];
  readonly #prefixes: Prefix[] = [];
  readonly lineCount: number;

  constructor(source: string) {
    this.source = source;
    let starts = new Int32Array(Math.max(16, source.length >> 5));
    let count = 1;
    for (let at = source.indexOf('\n'); at !== -1; at = source.indexOf('\n', at + 1)) {
      if (count === starts.length) {
        const wider = new Int32Array(starts.length * 2);
        wider.set(starts);
        starts = wider;
      }
      starts[count++] = at + 1;
    }
    this.#starts = starts;
    this.lineCount = count;
  }

  /** Where a line begins in the source; the end of the source for a line past the last. */
  startOf(line: number): number {
    return line < this.lineCount ? (this.#starts[line] ?? 0) : this.source.length + 1;
  }

  /** Says what is of interest in a line, for lines too long to be read whole. */
  focusOn(line: number, position: number): void {
    if (!this.#focus.has(line)) this.#focus.set(line, position);
  }

  /** Says that a report quotes another program's output below a line: its indentation is the report's. */
  quoteBelow(line: number): void {
    const first = line + 1;
    const indent = indentOf(this.#rawLine(first));
    if (indent === 0) return;
    let last = first;
    while (last - first < longestQuote && last < this.lineCount && isQuoted(this.#rawLine(last), indent)) last++;
    this.#quotes.push({ first, last: last - 1, indent });
    for (let at = first; at < last; at++) this.#clean.delete(at);
  }

  /** Says that a logger put the same words before this line and those below it: they are not the program's. */
  dropPrefix(first: number, prefix: string): void {
    this.#prefixes.push({ first, prefix });
    for (let at = first; at < first + longestQuote; at++) this.#clean.delete(at);
  }

  #withoutPrefix(text: string, line: number): string {
    const known = this.#prefixes.findLast(({ first }) => line >= first && line < first + longestQuote);
    if (known === undefined) return text;
    if (text.startsWith(known.prefix)) return text.slice(known.prefix.length);
    return text === known.prefix.trimEnd() ? '' : text;
  }

  #rawLine(line: number): string {
    const start = this.startOf(line);
    return this.source.slice(start, Math.min(this.startOf(line + 1) - 1, start + widestLine));
  }

  /** The cleaned text of a line; empty past either end. */
  text(line: number): string {
    return this.#line(line).text;
  }

  rank(line: number): string {
    return this.#line(line).rank;
  }

  /** The next line of the same rank, or -1. Looks at most as far as ranks of a big job interleave. */
  next(line: number): number {
    return this.#neighbour(line, 1);
  }

  /** The line of the same rank before this one, or -1. */
  previous(line: number): number {
    return this.#neighbour(line, -1);
  }

  #neighbour(line: number, step: 1 | -1): number {
    const rank = this.rank(line);
    for (let at = line + step, seen = 0; at >= 0 && at < this.lineCount && seen < 64; at += step, seen++) {
      if (this.rank(at) === rank) return at;
      if (rank === '') return at;
    }
    return -1;
  }

  #line(line: number): CleanLine {
    if (line < 0 || line >= this.lineCount) return { text: '', rank: '' };
    const known = this.#clean.get(line);
    if (known !== undefined) return known;
    const made = this.#cleanLine(line);
    this.#clean.set(line, made);
    return made;
  }

  #cleanLine(line: number): CleanLine {
    const start = this.startOf(line);
    const end = this.startOf(line + 1) - 1;
    const focus = this.#focus.get(line) ?? -1;
    const from = end - start > widestLine && focus - start > leadBeforeFocus ? focus - leadBeforeFocus : start;
    const raw = this.source.slice(from, Math.min(end, from + widestLine));
    const quote = this.#quotes.find(({ first, last }) => line >= first && line <= last);
    const visible = visiblePart(raw, focus - from);
    const { text, rank } = toClean(
      quote === undefined ? visible : visible.slice(Math.min(quote.indent, indentOf(visible))),
    );
    return { text: this.#withoutPrefix(text, line), rank };
  }
}

function indentOf(text: string): number {
  return text.length - text.trimStart().length;
}

function isQuoted(raw: string, indent: number): boolean {
  return raw.trim() === '' || indentOf(raw) >= indent;
}

/** Of a line whose progress was overwritten (`\r`), the part that stays, or the part of interest. */
function visiblePart(raw: string, focus: number): string {
  if (raw.indexOf('\r') === -1) return raw;
  const parts = raw.split('\r');
  let at = 0;
  let last = '';
  for (const part of parts) {
    if (focus >= at && focus <= at + part.length) return part;
    if (withoutColours(part).trim() !== '') last = part;
    at += part.length + 1;
  }
  return last;
}

function withoutColours(text: string): string {
  return text.indexOf(esc) === -1 ? text : text.replace(ansi, '');
}

function toClean(raw: string): CleanLine {
  let text = withoutColours(raw);
  if (text.charCodeAt(0) === 0xfeff) text = text.slice(1);
  if (text.includes('%|')) text = text.replace(progressBar, '');
  let rank = '';
  for (let turn = 0; turn < 4; turn++) {
    const prefix = prefixOf(text) ?? (turn === 0 ? undefined : levelBefore(text));
    if (prefix === undefined) break;
    rank += prefix.rank;
    text = text.slice(prefix.length);
  }
  return { text: text.trimEnd(), rank };
}

function prefixOf(text: string): { length: number; rank: string } | undefined {
  const code = text.charCodeAt(0);
  if (code === escapeCharacter) return { length: 1, rank: '' };
  const time = timePrefix.exec(text);
  if (time !== null) return { length: time[0].length, rank: '' };
  const rank = rankPrefix.exec(text);
  return rank === null ? undefined : { length: rank[0].length, rank: rank[0].trim() };
}

function levelBefore(text: string): { length: number; rank: string } | undefined {
  const found = timedOutput.exec(text);
  return found === null ? undefined : { length: found[0].length, rank: '' };
}

/** The level in a line of a logger that writes JSON or logfmt. */
const namedLevel = /"(?:level|severity|lvl)": ?"(\w{1,12})"|\b(?:level|lvl)=(\w{1,12})\b/;

/** A level after the names of a logger, a module, a process; in capitals, as words of a sentence seldom are. */
const laterLevel = /^(?:\S{1,60} +){0,5}[[(<]?(WARN|WARNING|ERROR|FATAL|CRITICAL|SEVERE)[\])>]?:?(?: |$)/;

/** The severity in a line of glog, `W0501 12:30:01.5 …`, and of PyTorch's core, `[W socket.cpp:426] …`. */
const glogLevel = /^(?:([IWEF])\d{4} \d\d:|\[([IWEF])\d{0,4} )/;
const severities: Readonly<Record<string, Level>> = { I: 'info', W: 'warning', E: 'error', F: 'error' };

/** What the line's own logger says of it. */
export function levelOf(text: string): Level | undefined {
  const glog = glogLevel.exec(text);
  if (glog !== null) return severities[glog[1] ?? glog[2] ?? ''];
  const named = namedLevel.exec(text);
  const word = (named?.[1] ?? named?.[2] ?? (levelPrefix.exec(text) ?? laterLevel.exec(text))?.[1])?.toLowerCase();
  if (word === undefined) return undefined;
  if (word.startsWith('warn')) return 'warning';
  if (word === 'info' || word === 'debug' || word === 'notice' || word === 'trace') return 'info';
  return named === null || /^(?:err|fatal|crit|panic|severe)/.test(word) ? 'error' : undefined;
}
