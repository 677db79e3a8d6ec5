import type { Folder } from '../ports.ts';

/** The file that says how old the others are. */
export const seenName = 'seen.json';

/** A thing that is saved, and dropped once it is old. */
export interface Aging {
  readonly name: string;
  /** When it was last saved, by the clock of that time, which may have been wrong: only whether it changes counts. */
  readonly savedAtMs: number;
}

const [hourMs, dayMs] = [60 * 60 * 1000, 24 * 60 * 60 * 1000];
const version = 1;

interface Seen {
  /** By the clock of that look. */
  readonly atMs: number;
  /** How much time was seen to pass by then, since the first look. */
  readonly seenMs: number;
  /** How far the clock has gone back and not jumped forward again. */
  readonly backMs: number;
  /** By name: how much time had been seen to pass when the thing was new, and when it was saved. */
  readonly since: Readonly<Record<string, readonly [seenMs: number, savedAtMs: number]>>;
}

/**
 * How old things are, in time that was seen to pass. A clock may be wrong by months, and so may be what it dated: neither
 * a date nor a clock that jumps makes anything old. Between two looks at most a day counts, and nothing where the clock
 * went back, or jumps to where it has been before, so that weeks without a look count too little rather than too much.
 */
export class SeenAges {
  readonly #folder: Pick<Folder, 'readLines' | 'replace'>;
  readonly #now: () => number;

  /** @param folder holds the record, once it is needed */
  constructor(folder: Pick<Folder, 'readLines' | 'replace'>, now: () => number) {
    this.#folder = folder;
    this.#now = now;
  }

  /**
   * Looks at all things that there are. Resolves to the age of each in milliseconds, by name; a thing that was saved again
   * is new. What cannot be written down has not been seen.
   * @param longestMs how long things are kept: one look counts for a tenth of that at most
   */
  async look(things: readonly Aging[], longestMs: number): Promise<ReadonlyMap<string, number>> {
    const nowMs = this.#now();
    const last = await this.#read();
    // What was saved just now has no age that would have to be remembered.
    if (last === undefined && things.every(({ savedAtMs }) => Math.abs(nowMs - savedAtMs) < hourMs))
      return new Map(things.map(({ name }) => [name, 0]));
    const { passedMs, backMs } = measurePassed(last, nowMs, Math.min(dayMs, longestMs / 10));
    const seenMs = (last?.seenMs ?? 0) + passedMs;
    const since = Object.fromEntries(
      things.map(({ name, savedAtMs }) => {
        const known = last?.since[name];
        return [name, known?.[1] === savedAtMs ? known : ([seenMs, savedAtMs] as const)];
      }),
    );
    const isWritten = await this.#write({ atMs: nowMs, seenMs, backMs, since });
    return new Map(Object.entries(since).map(([name, [newAtMs]]) => [name, isWritten ? seenMs - newAtMs : 0]));
  }

  async #read(): Promise<Seen | undefined> {
    try {
      for await (const line of this.#folder.readLines(seenName)) return parse(line);
    } catch {
      // Treated as the first look: nothing is old then.
    }
    return undefined;
  }

  async #write(seen: Seen): Promise<boolean> {
    try {
      await this.#folder.replace(seenName, `${JSON.stringify({ version, ...seen })}\n`);
      return true;
    } catch {
      return false;
    }
  }
}

/** How much time counts as passed since the last look, and by how much the clock has been set back since. */
function measurePassed(last: Seen | undefined, nowMs: number, mostMs: number) {
  const { atMs, backMs } = last ?? { atMs: nowMs, backMs: 0 };
  const gapMs = nowMs - atMs;
  if (gapMs < 0) return { passedMs: 0, backMs: backMs - gapMs };
  if (gapMs <= mostMs) return { passedMs: gapMs, backMs };
  // The clock jumped, or there was no look for a long time. As far as the clock was set back before, this may be its
  // return.
  return { passedMs: Math.min(mostMs, Math.max(0, gapMs - backMs)), backMs: Math.max(0, backMs - gapMs) };
}

function parse(line: string): Seen | undefined {
  const read: unknown = JSON.parse(line);
  if (typeof read !== 'object' || read === null) return undefined;
  const { version: written, atMs, seenMs, backMs = 0, since } = read as Readonly<Record<string, unknown>>;
  if (written !== version || ![atMs, seenMs, backMs].every(Number.isFinite)) return undefined;
  if (typeof since !== 'object' || since === null) return undefined;
  const known = Object.entries(since).filter(([, value]) => isTimes(value) && value[0] <= Number(seenMs));
  return { atMs: Number(atMs), seenMs: Number(seenMs), backMs: Number(backMs), since: Object.fromEntries(known) };
}

function isTimes(value: unknown): value is readonly [number, number] {
  return Array.isArray(value) && value.length === 2 && value.every((one) => Number.isFinite(one));
}
