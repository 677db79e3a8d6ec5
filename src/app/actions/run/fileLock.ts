import * as l10n from '@vscode/l10n';
import type { Clock, ScheduledCall } from '../../../core/clock.ts';
import { findLargest } from '../../../core/extremes.ts';
import { type BatchError, toInvalidInput } from '../../../core/model/batchError.ts';
import type { Folder, Host } from '../../ports.ts';
import { type HeartbeatWatch, heartbeatMs } from './heartbeatWatch.ts';
import { describeOwner, judgeOwner } from './processOwner.ts';

/** The folder of the locks, and the process that takes them. */
export interface LockPlace {
  readonly folder: Folder;
  readonly host: Host;
  /** A clock whose time of day advances while the computer sleeps. */
  readonly clock: Clock;
  readonly watch: HeartbeatWatch;
}

/**
 * Milliseconds for which a result read from the disk is reused, so that a thousand requests don't each need a check.
 * Replacing an owner takes many times longer.
 */
const lookHoldsMs = 100;

const released = JSON.stringify({ isReleased: true });

/**
 * A lock that identifies the process that carries out something, such as a bulk action. Each owner gets its own file,
 * numbered in order, and the last file counts. Files are never reused, so an owner whose computer slept sees that it
 * was replaced.
 */
export class FileLock {
  readonly number: number;
  readonly #place: LockPlace;
  readonly #id: string;
  readonly #lost = new AbortController();
  #beating: ScheduledCall;
  /** Time at which the disk last confirmed the lock, in milliseconds of `clock.now`. */
  #heldAtMs = Number.NEGATIVE_INFINITY;

  private constructor(place: LockPlace, id: string, number: number) {
    this.#place = place;
    this.#id = id;
    this.number = number;
    this.#beating = this.#scheduleBeat();
  }

  /**
   * Takes the lock of an ID; returns undefined when another process holds it. Only one of several simultaneous attempts
   * succeeds.
   */
  static async take(place: LockPlace, id: string): Promise<FileLock | undefined> {
    const last = await findLast(place.folder, id);
    if (last !== undefined && (await isAlive(place, toLockName(id, last)))) return undefined;
    const number = (last ?? -1) + 1;
    if (!(await place.folder.create(toLockName(id, number), describeOwner(place.host)))) return undefined;
    const lock = new FileLock(place, id, number);
    await lock.#beat();
    return lock;
  }

  get #name(): string {
    return toLockName(this.#id, this.number);
  }

  /** Aborted when a heartbeat finds that another owner has taken over. */
  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  /**
   * Checks whether this owner still holds the lock. Reuses the last result for a moment, because many concurrent
   * requests each call this. Reads the disk again after sleep or a clock change. Throws disk errors.
   */
  async isHeld(): Promise<boolean> {
    const sinceMs = this.#place.clock.now() - this.#heldAtMs;
    return sinceMs >= 0 && sinceMs < lookHoldsMs && !this.#lost.signal.aborted ? true : this.#look();
  }

  async #look(): Promise<boolean> {
    if (this.#lost.signal.aborted) return false;
    const { folder, clock } = this.#place;
    const atMs = clock.now();
    const [mine, next] = await Promise.all([
      folder.measure(this.#name),
      folder.measure(toLockName(this.#id, this.number + 1)),
    ]);
    if (mine !== undefined && next === undefined) {
      this.#heldAtMs = atMs;
      return true;
    }
    this.#lost.abort();
    this.#beating.cancel();
    return false;
  }

  /** Deletes the files of earlier owners, which would otherwise accumulate over years. */
  async forgetEarlier(): Promise<void> {
    const { folder } = this.#place;
    const earlier = (await folder.listNames()).filter((name) => fromLockName(name) === this.#id && name !== this.#name);
    for (const name of earlier) if (toNumber(name) < this.number) await folder.remove(name);
  }

  /** Marks the lock as released, so that another owner can take it. */
  async release(): Promise<void> {
    this.#beating.cancel();
    await this.#place.folder.overwrite(this.#name, released);
  }

  #scheduleBeat(): ScheduledCall {
    return this.#place.clock.schedule(heartbeatMs, () => {
      this.#beating = this.#scheduleBeat();
      this.#beat().catch(() => undefined);
    });
  }

  async #beat(): Promise<void> {
    if (await this.#look()) await this.#place.folder.touch(this.#name, this.#place.clock.now());
  }
}

/** Creates the error for an owner that continues after it was replaced. */
export function toTakenOver(): BatchError {
  return toInvalidInput(l10n.t('Another window or terminal has taken over this action.'));
}

/** Checks whether a process currently holds the lock of an ID. */
export async function isLocked(place: LockPlace, id: string): Promise<boolean> {
  const last = await findLast(place.folder, id);
  return last !== undefined && (await isAlive(place, toLockName(id, last)));
}

/** Returns the ID in the name of a lock file; undefined for other files. */
export function fromLockName(name: string): string | undefined {
  return /^(.+)\.lock-\d{1,6}$/.exec(name)?.[1];
}

function toLockName(id: string, number: number): string {
  return `${id}.lock-${number}`;
}

/** Finds the highest owner number in use. Names of folders count as well, because they are taken. */
async function findLast(folder: Folder, id: string): Promise<number | undefined> {
  const start = `${id}.lock-`;
  const names = (await folder.listNames()).filter((name) => name.startsWith(start) && fromLockName(name) === id);
  return names.length === 0 ? undefined : findLargest(names.map(toNumber));
}

function toNumber(name: string): number {
  return Number(name.slice(name.lastIndexOf('-') + 1));
}

async function isAlive({ folder, host, watch }: LockPlace, name: string): Promise<boolean> {
  const [text, shown] = await Promise.all([folder.read(name), folder.measure(name)]);
  // A folder with that name is not a lock.
  if (text === undefined || shown === undefined) return false;
  if (text !== released && judgeOwner(host, text) !== 'ended') return !watch.isSilent(name, shown.savedAtMs);
  watch.forget(name);
  return false;
}
