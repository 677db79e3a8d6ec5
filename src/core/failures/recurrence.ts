import { groupBy } from '../groupBy.ts';
import { flag, type Infer, list, needed, number, object, or, readAs, text } from '../model/shape.ts';
import { parseJson } from '../text/parseJson.ts';
import { dayMs, hourMs } from '../words/durations.ts';

const readPastLine = object({
  of: needed(text),
  /** Time of the look. All times are in milliseconds since 1970. */
  at: needed(number),
  /** The lasting fingerprint of a cause; absent in the line that says that the whole account was looked at. */
  cause: text,
  title: text,
  count: number,
  coreHours: number,
  /** True if an earlier look at the whole account found no such cause. */
  isNew: flag,
  /** Time at which a corrected definition of one of its tasks was submitted, which succeeded. */
  helped: number,
  /** The user's note on the cause; empty if it was removed. */
  note: text,
  works: or(
    list(
      object({
        program: needed(text),
        series: needed(text),
        /** Runs with the cause, unless an earlier line has them. */
        failed: or(list(object({ run: needed(number), first: needed(number), count: needed(number) })), []),
        /** Later runs that finished without it. */
        gone: or(list(number), []),
      }),
    ),
    [],
  ),
});

/** Record of what a look saw of one cause of an account: a line of the memory. */
export interface PastLine extends Infer<typeof readPastLine> {}

/** Parses a line of the memory; undefined if it is truncated or invalid. */
export function parsePastLine(line: string): PastLine | undefined {
  return readAs(readPastLine, parseJson(line)).value;
}

/** The failures of a cause with one program in one series of jobs or pools. */
export interface SeenWork {
  readonly program: string;
  readonly series: string;
  readonly runs: readonly FailedRun[];
}

/** A job or pool in which work failed. Times are in milliseconds since 1970. */
export interface FailedRun {
  /** Time of its creation, which distinguishes it from another one with the same ID. */
  readonly run: number;
  readonly first: number;
  readonly count: number;
}

/** A cause in a look. */
export interface SeenCause {
  readonly fingerprint: string;
  readonly title: string;
  readonly count: number;
  readonly coreHours: number;
  readonly works: readonly SeenWork[];
  readonly helped?: number | undefined;
}

/** A run that has ended and whose failures all have known causes. */
export interface FinishedRun {
  readonly series: string;
  readonly job: string;
  readonly run: number;
  readonly failed: number;
  readonly succeeded: number;
  /** Programs of some of its tasks that succeeded, once they were read. */
  readonly programs?: ReadonlySet<string> | undefined;
}

/** State of an account at one time, as far as it is known. */
export interface Look {
  readonly accountId: string;
  readonly now: number;
  /** Time at which the account was like this. */
  readonly readAt: number;
  readonly causes: readonly SeenCause[];
  readonly finished: readonly FinishedRun[];
  /** True if logs that are yet to be read change no cause. */
  readonly isSettled: boolean;
  /** True if the account can have no other failures. */
  readonly isWhole: boolean;
}

/** Facts about a cause that earlier looks at an account show. Times are in milliseconds since 1970. */
export interface Recurrence {
  /**
   * `quiet` if a later run of the same work finished without it; `back` if it has come again since such a run; `ongoing`
   * if no such run was seen.
   */
  readonly state: 'new' | 'ongoing' | 'back' | 'quiet';
  /** Time of its first failure since the last run without it. */
  readonly since: number;
  /** Time of its first failure that is remembered. */
  readonly first: number;
  /** How often it has come, with runs without it in between. */
  readonly times: number;
  /** Time of the look that found it first, if it's new. */
  readonly noted?: number | undefined;
  /** True if runs without it finished in between, within a day, as with a cause that fails now and then. */
  readonly isMixed?: boolean;
  /** Start of the first run without it after its earlier failures. */
  readonly gone?: number | undefined;
  /** Time at which a corrected definition was submitted that succeeded, before it came back. */
  readonly helped?: number | undefined;
}

/** A run of work with a cause or, without `first`, the first one after it that finished without the cause. */
interface Point extends Pick<FailedRun, 'run'> {
  readonly first?: number;
  readonly count?: number;
  /** Time of the look that saw it. */
  readonly noted: number;
  readonly isNew?: boolean | undefined;
}

/** Failures that looks saw in a run. */
export interface SeenFailures {
  /** The lasting fingerprint of their cause. */
  readonly cause: string;
  readonly title: string;
  readonly count: number;
}

interface Remembered {
  title: string;
  readonly works: Map<string, RememberedWork>;
  /** The largest number of its failures in a line, by day. */
  readonly counts: Map<string, number>;
  helped?: number | undefined;
}

interface RememberedWork extends Pick<SeenWork, 'program' | 'series'> {
  /** The last of its runs. */
  last: Point;
  readonly points: Map<number, Point>;
}

/** A note on a cause, and when it was last saved. */
interface Note {
  readonly text: string;
  readonly at: number;
}

const longestTitle = 200;

/** The remembered causes of an account. */
export class Past {
  readonly #causes = new Map<string, Remembered>();
  /** Causes, each with a program or a series in which it was seen, for which a cause of a similar kind isn't new. */
  readonly #known = new Set<string>();
  readonly #notes = new Map<string, Note>();
  #notesVersion = 0;
  readonly #lookedOn = new Set<string>();
  /** Time of the last look that would have found all failures. */
  #lastWhole = Number.NEGATIVE_INFINITY;

  /** Adds a line. Lines may be in any order, and may be repeated. */
  add({ at, cause, title, count, isNew, helped, note, works }: PastLine): void {
    if (cause === undefined) {
      this.#lookedOn.add(toDay(at));
      this.#lastWhole = Math.max(this.#lastWhole, at);
      return;
    }
    if (note !== undefined) {
      const known = this.#notes.get(cause);
      if (at < (known?.at ?? at)) return;
      if (note !== (known?.text ?? '')) this.#notesVersion += 1;
      this.#notes.set(cause, { text: note, at });
      return;
    }
    const known: Remembered = this.#causes.get(cause) ?? { title: '', works: new Map(), counts: new Map() };
    this.#causes.set(cause, known);
    known.title = title ?? known.title;
    if (count !== undefined) known.counts.set(toDay(at), Math.max(count, known.counts.get(toDay(at)) ?? 0));
    if (helped !== undefined) known.helped = Math.max(helped, known.helped ?? helped);
    for (const { program, series, failed, gone } of works) {
      for (const key of toKnownKeys(cause, { program, series })) this.#known.add(key);
      const none: Point = { run: Number.NEGATIVE_INFINITY, noted: at };
      const work = known.works.get(toWorkKey({ program, series })) ?? {
        program,
        series,
        points: new Map(),
        last: none,
      };
      known.works.set(toWorkKey(work), work);
      const put = (point: Point): void => {
        work.points.set(point.run, point);
        if (point.run >= work.last.run) work.last = point;
      };
      for (const one of failed) {
        const before = work.points.get(one.run);
        if (before?.first === undefined || at < before.noted) put({ ...one, noted: at, isNew });
      }
      for (const run of gone) if (!work.points.has(run)) put({ run, noted: at });
    }
  }

  /** Changes when a note does. */
  get notesVersion(): number {
    return this.#notesVersion;
  }

  /** Returns the user's note on a cause; undefined if there is none. */
  findNote(fingerprint: string): Note | undefined {
    const note = this.#notes.get(fingerprint);
    return note?.text === '' ? undefined : note;
  }

  /** Lists the failures that were seen in the runs of a series, by run. Of many failing runs in a row, it has the ends. */
  listSeen(series: string): ReadonlyMap<number, readonly SeenFailures[]> {
    const seen = new Map<number, SeenFailures[]>();
    for (const [cause, { title, works }] of this.#causes)
      for (const work of works.values()) {
        if (work.series !== series) continue;
        for (const { run, first, count = 1 } of work.points.values())
          if (first !== undefined) seen.set(run, [...(seen.get(run) ?? []), { cause, title, count }]);
      }
    return seen;
  }

  /** Judges the causes of a look, by fingerprint, and returns the lines that the look adds to what is remembered. */
  judge(look: Look): Judged {
    const { accountId: of, now, readAt: at, isSettled } = look;
    const finished = groupBy(look.finished, ({ series }) => series);
    const states = new Map<string, Recurrence>();
    const lines: PastLine[] = [];
    const seen = new Set<string>();
    const unread = new Set<FinishedRun>();
    for (const cause of look.causes) {
      const { fingerprint, works, count, helped } = cause;
      seen.add(fingerprint);
      const known = this.#causes.get(fingerprint);
      const isNew = isSettled && this.#isNew(cause);
      const merged = works.map((work) => this.#merge(known, work, finished.get(work.series), { at, isNew, unread }));
      // A log that is yet to be read may show that a run failed for another reason.
      const isSure = isSettled || merged.every(({ added }) => added.length === 0);
      const state = isSure
        ? combine(merged.map(({ points }) => judgePoints(points, now, (point) => this.#isLate(point))))
        : undefined;
      if (state !== undefined) states.set(fingerprint, withHelp(state, known?.helped));
      const isHelp = helped !== undefined && helped > (known?.helped ?? Number.NEGATIVE_INFINITY);
      const isChanged = merged.some(({ added }) => added.length > 0) || isHelp;
      if (!isChanged && count < 2 * (known?.counts.get(toDay(at)) ?? 0)) continue;
      lines.push({
        of,
        at,
        cause: fingerprint,
        title: cause.title.slice(0, longestTitle),
        count,
        coreHours: cause.coreHours,
        ...(isNew ? { isNew } : {}),
        ...(helped === undefined ? {} : { helped }),
        works: merged.map(toLineWork),
      });
    }
    for (const [fingerprint, known] of this.#causes) {
      const works: PastLine['works'][number][] = [];
      for (const work of seen.has(fingerprint) ? [] : known.works.values()) {
        const { first } = work.last;
        const later = first === undefined ? [] : (finished.get(work.series)?.filter(({ run }) => run > first) ?? []);
        if (later.length === 0) continue;
        const merged = this.#merge(known, { ...work, runs: [] }, later, { at, unread });
        if (merged.added.length > 0) works.push(toLineWork(merged));
      }
      if (works.length > 0) lines.push({ of, at, cause: fingerprint, works });
    }
    if (look.isWhole && !this.#lookedOn.has(toDay(at))) lines.push({ of, at, works: [] });
    return { states, lines: isSettled ? lines : [], unread: [...unread] };
  }

  /**
   * Checks whether a cause first occurred after the last look that could have found it, and nothing like it is remembered.
   * Older failures were found then, possibly with another cause: once logs are deleted, only an exit code is left.
   */
  #isNew({ fingerprint, works }: SeenCause): boolean {
    const runs = works.flatMap((work) => work.runs);
    return (
      this.#lookedOn.size > 0 &&
      runs.length > 0 &&
      runs.every(({ first }) => first > this.#lastWhole) &&
      !works.some((work) => toKnownKeys(fingerprint, work).some((key) => this.#known.has(key)))
    );
  }

  /**
   * Checks whether a failure was noted so late that an earlier look must have found it, possibly with another cause, or
   * that it is no news to the first look.
   */
  #isLate({ first = Number.NaN, noted }: Point): boolean {
    const days = [...this.#lookedOn];
    const wasLookedAt = days.some((day) => day > toDay(first) && day < toDay(noted));
    const isFirstLook = !days.some((day) => day <= toDay(first));
    return wasLookedAt || (isFirstLook && noted - first >= dayMs);
  }

  /** Adds what a look saw of one work to what is remembered of it. */
  #merge(
    known: Remembered | undefined,
    { program, series, runs }: SeenWork,
    finished: readonly FinishedRun[] = [],
    { at, isNew, unread }: { readonly at: number; readonly isNew?: boolean; readonly unread: Set<FinishedRun> },
  ): Merged {
    const remembered = known?.works.get(toWorkKey({ program, series }))?.points;
    const all = new Map<number, Point>(remembered);
    for (const run of runs) if (all.get(run.run)?.first === undefined) all.set(run.run, { ...run, noted: at, isNew });
    let last: Point | undefined;
    for (const one of [...all.values(), ...finished.filter(({ run }) => !all.has(run))].sort(byRun)) {
      if (!('succeeded' in one)) last = one;
      else if (
        last?.first !== undefined &&
        isWithout(one, last) &&
        (program === '' || one.programs?.has(program) !== false)
      ) {
        if (program !== '' && one.programs === undefined) unread.add(one);
        last = { run: one.run, noted: at };
        all.set(last.run, last);
      }
    }
    const points = [...all.values()].sort(byRun);
    // Between two runs with the cause, and none without it, others with it add nothing.
    const isAdded = (point: Point, index: number): boolean =>
      point !== remembered?.get(point.run) &&
      [index - 1, index, index + 1].some((near) => points[near]?.first === undefined);
    return { program, series, points, added: points.filter(isAdded) };
  }
}

export interface Judged {
  readonly states: ReadonlyMap<string, Recurrence>;
  readonly lines: readonly PastLine[];
  /** Runs that count as the same work by their names alone, because their programs were not read. */
  readonly unread: readonly FinishedRun[];
}

interface Merged extends Pick<SeenWork, 'program' | 'series'> {
  /** In the order of the runs. */
  readonly points: readonly Point[];
  readonly added: readonly Point[];
}

/** Returns a key that is equal for the same program in the same series. */
export function toWorkKey({ program, series }: Pick<SeenWork, 'program' | 'series'>): string {
  return `${program}\n${series}`;
}

function byRun(one: { readonly run: number }, other: { readonly run: number }): number {
  return one.run - other.run;
}

/**
 * Checks whether a finished run shows that the cause of an earlier one is gone: if it began after that failed, and fewer
 * tasks failed for other reasons than had failed with the cause, some of the same tasks got past it.
 */
function isWithout({ run, failed, succeeded }: FinishedRun, { first = run, count = 0 }: Point): boolean {
  return run > first && succeeded > 0 && failed < count;
}

function toLineWork({ program, series, added }: Merged): PastLine['works'][number] {
  const failed = added.flatMap(({ run, first, count = 1 }) => (first === undefined ? [] : [{ run, first, count }]));
  const gone = added.flatMap(({ run, first }) => (first === undefined ? [run] : []));
  return { program, series, failed, gone };
}

function judgePoints(points: readonly Point[], now: number, isLate: (point: Point) => boolean): Recurrence | undefined {
  let [times, since, first]: [number, number, number] = [0, 0, Number.POSITIVE_INFINITY];
  let current: (Point & { readonly first: number })[] = [];
  let isMixed = false;
  /** Start of a run without the cause: the last one before the current failures, and the first one after them. */
  let [gone, after]: [number | undefined, number | undefined] = [undefined, undefined];
  for (const { first: failed, ...point } of points) {
    if (failed === undefined) {
      after ??= point.run;
      continue;
    }
    const before = current.at(-1)?.first;
    // A cause that fails now and then within a day has not gone in between.
    if (before === undefined || (after !== undefined && failed - before >= dayMs))
      [times, since, gone, current, isMixed] = [times + 1, failed, after, [], false];
    isMixed ||= after !== undefined && before !== undefined && failed - before < dayMs;
    current.push({ ...point, first: failed });
    [since, first, after] = [Math.min(since, failed), Math.min(first, failed), undefined];
  }
  if (times === 0) return undefined;
  if (after !== undefined) return { state: 'quiet', since, first, times, gone: after };
  const facts = { since, first, times, gone, ...(isMixed ? { isMixed } : {}) };
  const noted = current.map((point) => point.noted).sort((one, other) => one - other);
  const [from = now, to = now] = [noted[0], noted.at(-1)];
  // Runs that fail one after another within an hour are the same news, also if the clock was wrong.
  if (to - from >= hourMs || Math.abs(now - from) >= dayMs) return { state: 'ongoing', ...facts };
  if (times > 1) return { state: current.every(isLate) ? 'ongoing' : 'back', ...facts };
  if (current.some(({ isNew }) => isNew)) return { state: 'new', ...facts, noted: from };
  // A cause of the first look is known from then on; within an hour, it's the same look.
  return Math.abs(now - from) >= hourMs ? { state: 'ongoing', ...facts } : undefined;
}

/** Combines what is known of each work with a cause: undefined if nothing can be said of the cause as a whole. */
function combine(states: readonly (Recurrence | undefined)[]): Recurrence | undefined {
  const find = (wanted: Recurrence['state']): Recurrence | undefined =>
    states.filter((one) => one?.state === wanted).sort((one, other) => (one?.since ?? 0) - (other?.since ?? 0))[0];
  const isOne = new Set(states.map((one) => one?.state)).size === 1;
  return find('ongoing') ?? find('back') ?? (isOne ? states[0] && find(states[0].state) : undefined);
}

function withHelp(state: Recurrence, helped: number | undefined): Recurrence {
  return helped !== undefined && state.state !== 'quiet' && helped < state.since ? { ...state, helped } : state;
}

/** Returns keys of a cause with its program and with its series. What a vague message said doesn't count. */
function toKnownKeys(
  fingerprint: string,
  { program, series }: Pick<SeenWork, 'program' | 'series'>,
): readonly string[] {
  const base = fingerprint.replace(/(:[0-9a-f]{16}):[0-9a-f]{16}/, '$1');
  return [`${base}\nprogram ${program}`, `${base}\nseries ${series}`];
}

/** Returns the day of a time (UTC). */
export function toDay(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
