import { countBytes } from '../../core/text/countBytes.ts';
import type { FileMeasure, Folder } from '../ports.ts';
import { makeQueue } from '../turns.ts';
import { SeenAges, seenName } from './seenAges.ts';

export interface FolderLimits {
  /** Bytes of all files together; those that were saved longest ago go first. */
  readonly totalBytes: number;
  /** How long a file lives after it was last saved, in time that was seen to pass. */
  readonly maxAgeMs: number;
}

interface KeptFile extends FileMeasure {
  readonly name: string;
}

/** Nothing else in the folder is ours. */
const ownName = /^[0-9a-f]{40}\.jsonl$/;
const leftName = /^[0-9a-f]{40}\.jsonl\.unfinished$/;

const [minuteMs, dayMs] = [60_000, 24 * 60 * 60_000];
/** How many of the oldest files are remembered after a look, so that a full folder is not read again for each new file. */
const mostRemembered = 1000;

/**
 * A folder of files that are saved again and again, which holds no more than its limits allow. Files that have no name of
 * ours, are larger than we write any, or are links or pipes are left alone, and nothing is done through a folder that is
 * a link.
 */
export class BoundedFolder {
  readonly #folder: Folder;
  readonly #readLimits: () => FolderLimits;
  readonly #now: () => number;
  readonly #ages: SeenAges;
  readonly #inTurn = makeQueue();
  /** Bytes that may be written before something has to go. */
  #room = 0;
  #lookedAtMs: number | undefined;
  /** What goes next, oldest first. */
  #oldest: KeptFile[] = [];

  constructor(folder: Folder, readLimits: () => FolderLimits, now: () => number) {
    this.#folder = folder;
    this.#readLimits = readLimits;
    this.#now = now;
    this.#ages = new SeenAges(folder, now);
  }

  /** The names of the files of ours. */
  async listNames(): Promise<readonly string[]> {
    return (await this.#folder.listNames()).filter((name) => ownName.test(name));
  }

  /** The lines of a file that are not empty; none where there is no such file. */
  readLines(name: string): AsyncIterable<string> {
    return this.#folder.readLines(name);
  }

  /** When a file was last saved; undefined where there is no such file. */
  async measure(name: string): Promise<KeptFile | undefined> {
    const found = await this.#folder.measure(name);
    return found && { name, ...found };
  }

  /** Saves a file that was not there; otherwise changes nothing and resolves to false. Throws what the disk throws. */
  async create(name: string, text: string): Promise<boolean> {
    if (!(await this.#folder.create(name, text))) return false;
    this.#room -= countBytes(text);
    return true;
  }

  /** Saves a file in the place of the one that is there. Throws what the disk throws. */
  async replace(name: string, text: string): Promise<void> {
    const before = await this.measure(name);
    await this.#folder.replace(name, text);
    this.#room -= countBytes(text) - (before?.size ?? 0);
  }

  async remove(name: string): Promise<void> {
    const before = await this.measure(name);
    await this.#folder.remove(name);
    this.#room += before?.size ?? 0;
  }

  /** Removes all files of ours, and the folder where nothing else is in it. */
  async removeAll(): Promise<void> {
    const ours = (await this.#folder.listNames()).filter(
      (name) => ownName.test(name) || leftName.test(name) || name === seenName,
    );
    for (const name of ours) await this.#folder.remove(name);
    await this.#folder.removeSelf();
    this.#room = 0;
    this.#lookedAtMs = undefined;
    this.#oldest = [];
  }

  /** Removes what is over the limits now that `newest` was saved, which stays. What fails is tried with the next save. */
  async makeRoom(newest: string): Promise<void> {
    const isDue = this.#room < 0 || !this.#hasLookedFor(dayMs);
    if (isDue) await this.#inTurn(() => this.#prune(newest)).catch(() => undefined);
  }

  /** Removes what is over the limits, which may have changed. Resolves to whether anything was. */
  applyLimits(): Promise<boolean> {
    return this.#inTurn(async () => {
      this.#lookedAtMs = undefined;
      return this.#prune();
    });
  }

  #hasLookedFor(spanMs: number): boolean {
    return this.#lookedAtMs !== undefined && Math.abs(this.#now() - this.#lookedAtMs) < spanMs;
  }

  async #prune(newest?: string): Promise<boolean> {
    let isFresh = !this.#hasLookedFor(minuteMs);
    let isAnyRemoved = isFresh && (await this.#look());
    while (this.#room < 0) {
      if (this.#oldest.length === 0 && !isFresh) {
        isAnyRemoved = (await this.#look()) || isAnyRemoved;
        isFresh = true;
      }
      const isRemoved = await this.#removeOldest(newest);
      // Nothing of what is left may go.
      if (!isRemoved && isFresh) break;
      isAnyRemoved ||= isRemoved;
      isFresh = false;
    }
    return isAnyRemoved;
  }

  async #removeOldest(newest: string | undefined): Promise<boolean> {
    let isAnyRemoved = false;
    while (this.#room < 0) {
      const next = this.#oldest.shift();
      if (next === undefined) break;
      if (next.name !== newest && (await this.#removeKept(next))) isAnyRemoved = true;
    }
    return isAnyRemoved;
  }

  /** Measures all files, and removes those that are too old. */
  async #look(): Promise<boolean> {
    const { totalBytes, maxAgeMs } = this.#readLimits();
    const names = (await this.#folder.listNames()).filter((name) => ownName.test(name) || leftName.test(name));
    const measured = await Promise.all(names.map((name) => this.measure(name)));
    const files = measured.filter((file) => file !== undefined);
    const ages = await this.#ages.look(files, maxAgeMs);
    const toAge = ({ name }: KeptFile): number => ages.get(name) ?? 0;
    const left: KeptFile[] = [];
    let isAnyRemoved = false;
    for (const file of files) {
      if (toAge(file) >= maxAgeMs && (await this.#removeKept(file))) isAnyRemoved = true;
      else if (ownName.test(file.name)) left.push(file);
    }
    left.sort((one, other) => toAge(other) - toAge(one) || one.savedAtMs - other.savedAtMs);
    this.#oldest = left.slice(0, mostRemembered);
    this.#room = totalBytes - left.reduce((sum, { size }) => sum + size, 0);
    this.#lookedAtMs = this.#now();
    return isAnyRemoved;
  }

  /** Leaves a file that was saved since it was looked at. */
  async #removeKept({ name, savedAtMs, size }: KeptFile): Promise<boolean> {
    try {
      if ((await this.measure(name))?.savedAtMs !== savedAtMs) return false;
      await this.#folder.remove(name);
      this.#room += size;
      return true;
    } catch {
      return false;
    }
  }
}
