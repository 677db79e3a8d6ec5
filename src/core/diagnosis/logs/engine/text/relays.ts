import { isCalm } from './levels.ts';
import { type Cut, findCuts, levelOfWord } from './lineHeader.ts';
import { type StampedLine, toStamped } from './lineStamp.ts';
import { RelayRun } from './relayRun.ts';

/**
 * Numbers of lines that are sampled to learn the prefixes: at each end of a log, across the log, and on both sides of a
 * line.
 */
const sampledEnds = 64;
const sampledBetween = 64;
const sampledNear = 12;
/** Minimum number of sampled lines from which a block can be judged. */
const fewLines = 12;
/** Minimum share of non-empty lines with a prefix for it to belong to the whole log. */
const nearlyAll = 0.9;
/** Minimum number of lines with the same prefix for this not to be a coincidence. */
const severalLines = 3;

interface RelayVerdict {
  readonly isRelay: boolean;
  /** True if multiline reports are relayed. */
  readonly isIndented: boolean;
  /** True if all lines with the prefix have the same level, which is then meaningless. */
  readonly ignoresLevel: boolean;
  readonly run: RelayRun;
}

/** A line before a relay's prefix is removed, and the places where that prefix may end. */
interface Header {
  readonly stamped: StampedLine;
  readonly cuts: readonly Cut[];
}

interface RelaySample {
  readonly runs: ReadonlyMap<string, RelayRun>;
  readonly lines: number;
  /** True if the sample is from the whole log. */
  readonly isWide: boolean;
}

/**
 * Learns the prefixes that loggers put before other programs' output in a log, either before all lines or before lines
 * that a logger would not write itself. Reads a sample of limited size.
 */
export class Relays {
  readonly #read: (line: number) => StampedLine;
  readonly #lineCount: number;
  readonly #headers = new Map<number, Header>();
  readonly #verdicts = new Map<string, RelayVerdict>();
  #sample: RelaySample | undefined;

  /** `read` returns a line that still has the prefixes to remove. */
  constructor(lineCount: number, read: (line: number) => StampedLine) {
    this.#lineCount = lineCount;
    this.#read = read;
  }

  /** Returns a line that still has the prefixes to remove. */
  lineAt(line: number): StampedLine {
    return this.#headerAt(line).stamped;
  }

  #headerAt(line: number): Header {
    const known = this.#headers.get(line);
    if (known !== undefined) return known;
    const header = toHeader(this.#read(line));
    this.#headers.set(line, header);
    return header;
  }

  /** Removes a relaying logger's prefix from a line; returns the same line if there is none. */
  strip(stamped: StampedLine, line: number): StampedLine {
    const known = this.#headers.get(line);
    const header = known?.stamped === stamped ? known : toHeader(stamped);
    const cuts = this.#notMoved(header.cuts, line);
    const cut = cuts.findLast((candidate) => this.#verdictOn(candidate, line).isRelay);
    if (cut === undefined) return stamped;
    const { isIndented, run } = this.#verdictOn(cut, line);
    const relayed = toStamped(stamped.text.slice(cut.end + run.paddingAfter(cut)));
    return {
      ...relayed,
      rank: stamped.rank + (isIndented ? cut.sender : '') + relayed.rank,
      level: this.#levelAt(cut, cuts, line) ?? stamped.level,
    };
  }

  /** Returns the level that the logger gives a line, unless all its lines have the same level. */
  #levelAt(cut: Cut, cuts: readonly Cut[], line: number): StampedLine['level'] {
    const isIgnored = cuts.some((other) => other.end <= cut.end && this.#verdictOn(other, line).ignoresLevel);
    return isIgnored || cut.level === undefined ? undefined : levelOfWord(cut.level);
  }

  /** Returns the cuts before the indentation of the text, because indented text is not part of the header. */
  #notMoved(cuts: readonly Cut[], line: number): readonly Cut[] {
    const moved = cuts.findIndex((cut, index) => {
      const before = cuts[index - 1];
      return before?.kind === 'level' && cut.gap > this.#verdictOn(before, line).run.paddingAfter(before);
    });
    return moved === -1 ? cuts : cuts.slice(0, moved);
  }

  #verdictOn(cut: Cut, line: number): RelayVerdict {
    const known = this.#verdicts.get(cut.key);
    if (known !== undefined) return known;
    this.#sample ??= this.#runsIn(sampleOf(this.#lineCount), true);
    const wide = judge(cut, this.#sample);
    const isKnown = wide.isRelay || wide.run.lines >= fewLines;
    const verdict = isKnown ? wide : judge(cut, this.#runsIn(near(line, this.#lineCount), false, cut.key));
    this.#verdicts.set(cut.key, verdict);
    return verdict;
  }

  /** Collects the prefixes of the sampled lines, or only the prefixes equal to `key`. */
  #runsIn(sampled: Iterable<number>, isWide: boolean, key?: string): RelaySample {
    const runs = new Map<string, RelayRun>();
    let lines = 0;
    for (const line of sampled) {
      const { stamped, cuts } = this.#headerAt(line);
      if (stamped.text === '' && !stamped.isTimed) continue;
      lines++;
      for (const cut of cuts) {
        if (key !== undefined && cut.key !== key) continue;
        const run = runs.get(cut.key) ?? new RelayRun();
        runs.set(cut.key, run);
        run.add(cut, stamped.text);
      }
    }
    return { runs, lines, isWide };
  }
}

function toHeader(stamped: StampedLine): Header {
  return { stamped, cuts: findCuts(stamped.text, stamped.isTimed) };
}

function* sampleOf(lineCount: number): Iterable<number> {
  const between = lineCount - 2 * sampledEnds;
  if (between <= sampledBetween) return yield* range(0, lineCount);
  yield* range(0, sampledEnds);
  for (let index = 0; index < sampledBetween; index++)
    yield sampledEnds + Math.floor((index * between) / sampledBetween);
  yield* range(lineCount - sampledEnds, lineCount);
}

function near(line: number, lineCount: number): Iterable<number> {
  return range(Math.max(0, line - sampledNear), Math.min(lineCount, line + sampledNear + 1));
}

function* range(from: number, end: number): Iterable<number> {
  for (let line = from; line < end; line++) yield line;
}

function judge(cut: Cut, sample: RelaySample): RelayVerdict {
  const run = sample.runs.get(cut.key) ?? new RelayRun();
  const isIndented = run.isIndented(cut);
  const isForeign = isIndented || run.isBlankAtTimes || run.hasReports;
  const isOfAll = sample.isWide && run.lines >= sample.lines * nearlyAll;
  const isPlain = cut.level !== undefined && isCalm(levelOfWord(cut.level));
  return {
    isRelay: (isForeign && mayRelay(cut, run, isIndented)) || (isOfAll && run.hasOneLevel && isSure(cut, run, isPlain)),
    isIndented,
    ignoresLevel: run.hasOneLevel && (isForeign || (isOfAll && isPlain)),
    run,
  };
}

/** Checks whether a prefix can belong to a logger that relays text from other programs. */
function mayRelay(cut: Cut, run: RelayRun, isIndented: boolean): boolean {
  const isLayout = isIndented || run.isBlankAtTimes;
  if (cut.key === '>') return isIndented && run.hasReports;
  if (isOwnWord(cut)) return run.lines >= severalLines && isLayout;
  if (cut.kind !== 'loose') return true;
  if (run.isOfPlaces) return false;
  if (cut.level === undefined || cut.isNamedTwice) return run.lines >= severalLines && isIndented;
  return (run.lines > 1 && isLayout) || run.hasReports;
}

/** Checks for a level that ends in a colon, because programs write `ERROR: ` themselves. */
function isOwnWord({ kind, key }: Cut): boolean {
  return kind === 'level' && key.endsWith(':');
}

/** Checks whether a prefix of all lines certainly belongs to a logger, regardless of the text after the prefix. */
function isSure(cut: Cut, run: RelayRun, isPlain: boolean): boolean {
  if (isOwnWord(cut)) return isPlain;
  if (cut.kind === 'loose')
    return run.lines > 1 && cut.level !== undefined && !cut.isNamedTwice && !run.isOfPlaces && !/^t?L:/i.test(cut.key);
  return cut.kind === 'clear' || cut.key.startsWith('t') || isPlain;
}
