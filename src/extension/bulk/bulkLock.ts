import { readdir, readFile, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as l10n from '@vscode/l10n';
import { BatchError } from '../../core/model/batchError.ts';
import { describeOwner, judgeOwner } from '../processOwner.ts';
import { type HeartbeatWatch, heartbeatMs } from './heartbeatWatch.ts';

/**
 * For so many milliseconds what the disk says counts: an owner has to be silent for many times as long before anybody
 * replaces it, and a thousand requests need no look each.
 */
const lookHoldsMs = 100;

/** What an owner writes that has let go. */
const released = JSON.stringify({ isReleased: true });

/**
 * Says who carries out a bulk action: a file of its own for each owner it ever had, numbered in their order, of which the
 * last counts. None is ever reused, so that an owner that was away (its computer slept) sees that it was replaced.
 */
export class BulkLock {
  readonly number: number;
  readonly #stem: string;
  readonly #lost = new AbortController();
  readonly #beating: NodeJS.Timeout;
  readonly #now: () => number;
  /** When the disk was asked that said last that nobody has taken it over; milliseconds since the epoch. */
  #heldAtMs = Number.NEGATIVE_INFINITY;

  private constructor(stem: string, number: number, now: () => number) {
    this.#stem = stem;
    this.number = number;
    this.#now = now;
    this.#beating = setInterval(() => void this.#beat().catch(() => undefined), heartbeatMs);
    this.#beating.unref();
  }

  /**
   * Takes the lock of a bulk action; undefined when somebody holds it. Of several who try at once, one gets it.
   * @param now the time of day, in milliseconds since the epoch: it goes on while this computer sleeps
   */
  static async take(
    folder: string,
    id: string,
    watch: HeartbeatWatch,
    now: () => number,
  ): Promise<BulkLock | undefined> {
    const last = await findLast(folder, id);
    if (last !== undefined && (await isAlive(toPath(join(folder, id), last), watch))) return undefined;
    const [stem, number] = [join(folder, id), (last ?? -1) + 1];
    try {
      await writeFile(toPath(stem, number), describeOwner(), { flag: 'wx', mode: 0o600 });
    } catch (error) {
      if (hasCode(error, 'EEXIST')) return undefined;
      throw error;
    }
    const lock = new BulkLock(stem, number, now);
    await lock.#beat();
    return lock;
  }

  get #path(): string {
    return toPath(this.#stem, this.number);
  }

  /** Aborted when it is seen that somebody has taken it over; looked for with every heartbeat. */
  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  /**
   * Whether nobody has taken it over, as the disk says, or said a moment ago. Many requests at a time ask before each is
   * sent. After a sleep, or whenever the clock was set, the disk is asked. Throws what the disk throws.
   */
  async isHeld(): Promise<boolean> {
    const sinceMs = this.#now() - this.#heldAtMs;
    return sinceMs >= 0 && sinceMs < lookHoldsMs && !this.#lost.signal.aborted ? true : this.#look();
  }

  async #look(): Promise<boolean> {
    if (this.#lost.signal.aborted) return false;
    const atMs = this.#now();
    const [mine, next] = await Promise.all([exists(this.#path), exists(toPath(this.#stem, this.number + 1))]);
    if (mine && !next) {
      this.#heldAtMs = atMs;
      return true;
    }
    this.#lost.abort();
    clearInterval(this.#beating);
    return false;
  }

  /** Lets somebody else take it. */
  async release(): Promise<void> {
    clearInterval(this.#beating);
    try {
      await truncate(this.#path);
      await writeFile(this.#path, released, { flag: 'r+' });
    } catch (error) {
      if (!hasCode(error, 'ENOENT')) throw error;
    }
  }

  /** Shows that the owner is there. */
  async #beat(): Promise<void> {
    if (!(await this.#look())) return;
    const now = new Date();
    await utimes(this.#path, now, now);
  }
}

/** What is thrown to an owner that goes on after it was replaced. */
export function toTakenOver(): BatchError {
  return new BatchError({ code: 'InvalidInput', message: l10n.t('Another window has taken over this action.') });
}

/** Whether somebody carries out a bulk action now. */
export async function isLocked(folder: string, id: string, watch: HeartbeatWatch): Promise<boolean> {
  const last = await findLast(folder, id);
  return last !== undefined && (await isAlive(toPath(join(folder, id), last), watch));
}

/** The id of the bulk action that a file of the folder is a lock of; undefined for other files. */
export function fromLockName(name: string): string | undefined {
  return /^(.+)\.lock-\d{1,6}$/.exec(name)?.[1];
}

function toPath(stem: string, number: number): string {
  return `${stem}.lock-${number}`;
}

async function findLast(folder: string, id: string): Promise<number | undefined> {
  const start = `${id}.lock-`;
  const names = (await readdir(folder)).filter((name) => name.startsWith(start) && fromLockName(name) === id);
  return names.length === 0 ? undefined : Math.max(...names.map((name) => Number(name.slice(start.length))));
}

async function isAlive(path: string, watch: HeartbeatWatch): Promise<boolean> {
  try {
    const [text, { mtimeMs }] = await Promise.all([readFile(path, 'utf8'), stat(path)]);
    if (!isOver(text)) return !watch.isSilent(path, mtimeMs);
    watch.forget(path);
    return false;
  } catch (error) {
    // A folder of that name is nobody's.
    if (hasCode(error, 'ENOENT') || hasCode(error, 'EISDIR')) return false;
    throw error;
  }
}

/** Whether an owner has let go, or its process has ended. */
function isOver(text: string): boolean {
  return text === released || judgeOwner(text) === 'ended';
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    (error: unknown) => {
      if (hasCode(error, 'ENOENT')) return false;
      throw error;
    },
  );
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
