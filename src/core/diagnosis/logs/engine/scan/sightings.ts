import { type LogText, widestLine } from '../text/logText.ts';
import { chunkLength, type Finder, type LiteralScanner } from './literalScanner.ts';

/** Maximum number of sightings of a literal kept from each end of a log; in between, a log repeats itself. */
const mostOfLiteral = 12;
/** Total number of sightings beyond which a few per literal are enough. */
const manySightings = 1000;
const fewOfLiteral = 4;
/**
 * Maximum numbers of sightings that are followed up if there are many: the first ones, because the first cause counts;
 * the last ones; and, in between, the sightings of the rarest literals.
 */
const firstOfAll = 160;
const lastOfAll = 120;
const rarestOfAll = 120;

export interface Sighting {
  readonly literal: number;
  readonly position: number;
}

/** Sightings of one literal in one half of a log, from that end of the log toward the middle. */
class Half {
  /** The positions that were added first. */
  readonly outer: number[] = [];
  /** Ring buffer of the latest positions. */
  readonly #inner: number[] = [];
  #count = 0;

  /** Adds a position; returns true if it is one of the first. */
  add(position: number): boolean {
    if (this.outer.length < mostOfLiteral) {
      this.outer.push(position);
      return true;
    }
    this.#inner[this.#count++ % mostOfLiteral] = position;
    return false;
  }

  /** The outermost and innermost positions, in the order in which they were added. */
  get ends(): readonly number[] {
    const oldest = this.#count > mostOfLiteral ? this.#count % mostOfLiteral : 0;
    return [...this.outer, ...this.#inner.slice(oldest), ...this.#inner.slice(0, oldest)];
  }
}

interface Seen {
  readonly literal: number;
  readonly early: Half;
  readonly late: Half;
}

/** Literals of rules that are not ours, which must not displace ours: those from index `from`, and `shared` ones. */
export interface Watched {
  readonly from: number;
  readonly shared: ReadonlySet<number>;
}

const nothingWatched: Watched = { from: Number.POSITIVE_INFINITY, shared: new Set() };

/**
 * Lists the positions of literals in a log, in order; if there are many, only the most useful ones. Adds those of
 * watched literals to `seen`.
 */
export function sightingsIn(
  log: LogText,
  scanner: LiteralScanner,
  { from, shared }: Watched = nothingWatched,
  seen: Sighting[] = [],
): readonly Sighting[] {
  const collector = new Collector(log, from);
  scanner.scan(log.source, collector);
  const keys = collector.keys();
  for (const [literal, ...own] of keys)
    if (literal >= from || shared.has(literal)) for (const key of own) seen.push(toSighting(key));
  return Array.from(mostDecisive(keys.flatMap(([literal, ...own]) => (literal < from ? [own] : []))), toSighting);
}

class Collector implements Finder {
  /** Sightings by literal; a map, because a log contains few of the thousands of literals. */
  readonly #seen = new Map<number, Seen>();
  readonly #log: LogText;
  readonly #end: number;
  #count = 0;
  /** The position of the first sighting in each line that is read only in part. */
  readonly #focus: Map<number, number>;

  /** Literals from index `end` don't count. */
  constructor(log: LogText, end: number) {
    this.#log = log;
    this.#end = end;
    this.#focus = new Map([...log.linesLongerThan(2 * chunkLength)].map((line) => [line, Number.POSITIVE_INFINITY]));
  }

  wants(from: number, end: number): boolean {
    const line = this.#log.lineAt(from);
    const focus = this.#focus.get(line);
    return focus === undefined || end > this.#log.findStart(line + 1) || from < focus + widestLine;
  }

  found(literal: number, position: number, isLate: boolean): boolean {
    if (this.#focus.size > 0) this.#focusOn(position);
    let seen = this.#seen.get(literal);
    if (seen === undefined) {
      seen = { literal, early: new Half(), late: new Half() };
      this.#seen.set(literal, seen);
    }
    if ((isLate ? seen.late : seen.early).add(position) && literal < this.#end) this.#count++;
    const enough = this.#count > manySightings ? fewOfLiteral : mostOfLiteral;
    return seen.early.outer.length < enough || seen.late.outer.length < enough;
  }

  #focusOn(position: number): void {
    const line = this.#log.lineAt(position);
    const focus = this.#focus.get(line);
    if (focus !== undefined && position < focus) this.#focus.set(line, position);
  }

  /** Returns each literal, in order, with its sightings as numbers that sort in the order of the log. */
  keys(): readonly (readonly [literal: number, ...keys: number[]])[] {
    return [...this.#seen.values()]
      .sort((one, other) => one.literal - other.literal)
      .map((seen) => [seen.literal, ...inOrder(seen).map((position) => position * literalSpace + seen.literal)]);
  }
}

/** A power of two above the number of literals. */
const literalSpace = 2 ** 14;

function toSighting(key: number): Sighting {
  return { literal: key % literalSpace, position: Math.floor(key / literalSpace) };
}

function inOrder({ early, late }: Seen): readonly number[] {
  const all = [...early.ends, ...late.ends.toReversed()];
  return all.length <= 2 * mostOfLiteral ? all : [...all.slice(0, mostOfLiteral), ...all.slice(-mostOfLiteral)];
}

function mostDecisive(byLiteral: readonly (readonly number[])[]): Float64Array {
  const all = Float64Array.from(byLiteral.flat()).sort();
  if (all.length <= firstOfAll + rarestOfAll + lastOfAll) return all;
  const first = all.subarray(0, firstOfAll);
  const last = all.subarray(-lastOfAll);
  const from = first.at(-1) ?? 0;
  const to = last[0] ?? 0;
  const between = byLiteral
    .toSorted((one, other) => one.length - other.length)
    .flatMap((keys) => keys.filter((key) => key > from && key < to));
  return Float64Array.from([...first, ...between.slice(0, rarestOfAll), ...last]).sort();
}
