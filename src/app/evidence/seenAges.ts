import type { Folder } from '../ports.ts';

/** Name of the file that contains the ages of the other files. */
export const seenName = 'seen.json';

/** A saved item that is removed when it is old. */
export interface Aging {
  readonly name: string;
  /** Time of the last save by the clock at that time, which may have been wrong. Only changes of this value matter. */
  readonly savedAtMs: number;
}

const [hourMs, dayMs] = [60 * 60 * 1000, 24 * 60 * 60 * 1000];
const version = 1;

interface Seen {
  /** Time of the last scan by the clock at that time. */
  readonly atMs: number;
  /** Time observed to pass from the first scan until the last one, in milliseconds. */
  readonly seenMs: number;
  /** Milliseconds by which the clock is still set back. */
  readonly backMs: number;
  /** By name: the observed time when the item was new, and its time of saving. */
  readonly since: Readonly<Record<string, readonly [seenMs: number, savedAtMs: number]>>;
}

/**
 * Tracks how old items are, in time that was observed to pass. The clock and its timestamps may be wrong by months, so
 * neither a timestamp nor a jump of the clock makes an item old. Between two scans, at most a day counts, and nothing
 * counts if the clock went back or jumps to where it was before. Weeks without a scan therefore count too little rather
 * than too much.
 */
export class SeenAges {
  readonly #folder: Pick<Folder, 'readLines' | 'replace'>;
  readonly #now: () => number;

  /** @param folder holds the record of ages, which is created only when needed */
  constructor(folder: Pick<Folder, 'readLines' | 'replace'>, now: () => number) {
    this.#folder = folder;
    this.#now = now;
  }

  /**
   * Scans all existing items. Resolves to the age of each in milliseconds, by name. An item that was saved again is
   * new. A scan that cannot be saved does not count.
   * @param longestMs how long items are kept; one scan counts for at most a tenth of this
   */
  async look(things: readonly Aging[], longestMs: number): Promise<ReadonlyMap<string, number>> {
    const nowMs = this.#now();
    const last = await this.#read();
    // Items that were just saved have no age to remember.
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
      for await (const line of this.#folder.readLines(seenName)) return parseSeen(line);
    } catch {
      // Treat this as the first scan, in which no item is old.
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

/** Returns how much time counts as passed since the last scan, and by how much the clock is still set back. */
function measurePassed(last: Seen | undefined, nowMs: number, mostMs: number) {
  const { atMs, backMs } = last ?? { atMs: nowMs, backMs: 0 };
  const gapMs = nowMs - atMs;
  if (gapMs < 0) return { passedMs: 0, backMs: backMs - gapMs };
  if (gapMs <= mostMs) return { passedMs: gapMs, backMs };
  // The clock jumped, or there was no scan for a long time. If the clock was set back earlier, this may be its return.
  return { passedMs: Math.min(mostMs, Math.max(0, gapMs - backMs)), backMs: Math.max(0, backMs - gapMs) };
}

function parseSeen(line: string): Seen | undefined {
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
