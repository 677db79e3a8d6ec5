import { countBytes } from '../../core/files/bytes.ts';
import type { FileMeasure, Folder } from '../ports.ts';
import { makeQueue } from '../turns.ts';
import { SeenAges, seenName } from './seenAges.ts';

export interface FolderLimits {
  /** Maximum size of all files together, in bytes. The least recently saved files are removed first. */
  readonly totalBytes: number;
  /** Maximum time since a file was last saved, in milliseconds, counting only time that was observed to pass. */
  readonly maxAgeMs: number;
}

interface KeptFile extends FileMeasure {
  readonly name: string;
}

/** Matches the names of this folder's files. Other files in the folder are foreign. */
const ownName = /^[0-9a-f]{40}\.jsonl$/;
const leftName = /^[0-9a-f]{40}\.jsonl\.unfinished$/;

const [minuteMs, dayMs] = [60_000, 24 * 60 * 60_000];
/** Number of oldest files remembered after a scan, so that a full folder is not read again for each new file. */
const mostRemembered = 1000;

/**
 * A folder of files that are saved repeatedly, within limits. Ignores files that have foreign names, are larger than
 * any file that it writes, or are links or pipes, and does nothing if the folder itself is a link.
 */
export class BoundedFolder {
  readonly #folder: Folder;
  readonly #readLimits: () => FolderLimits;
  readonly #now: () => number;
  readonly #ages: SeenAges;
  readonly #inTurn = makeQueue();
  #room = 0;
  #lookedAtMs: number | undefined;
  /** The next files to remove, oldest first. */
  #oldest: KeptFile[] = [];

  constructor(folder: Folder, readLimits: () => FolderLimits, now: () => number) {
    this.#folder = folder;
    this.#readLimits = readLimits;
    this.#now = now;
    this.#ages = new SeenAges(folder, now);
  }

  /** Lists the names of the files that this folder manages, and no foreign ones. */
  async listNames(): Promise<readonly string[]> {
    return (await this.#folder.listNames()).filter((name) => ownName.test(name));
  }

  /** Reads the nonempty lines of a file; yields none if the file does not exist. */
  readLines(name: string): AsyncIterable<string> {
    return this.#folder.readLines(name);
  }

  /** Returns the size of a file and when it was last saved; undefined if the file does not exist. */
  async measure(name: string): Promise<KeptFile | undefined> {
    const found = await this.#folder.measure(name);
    return found && { name, ...found };
  }

  /** Saves a new file. Changes nothing and resolves to false if the file exists. Throws disk errors. */
  async create(name: string, text: string): Promise<boolean> {
    if (!(await this.#folder.create(name, text))) return false;
    this.#room -= countBytes(text);
    return true;
  }

  /** Replaces a file. Throws disk errors. */
  async replace(name: string, text: string): Promise<void> {
    const before = await this.measure(name);
    await this.#folder.replace(name, text);
    this.#room -= countBytes(text) - (before?.size ?? 0);
  }

  /** Adds lines to a file, which may end with a line that was never completed. Throws disk errors. */
  async append(name: string, lines: string): Promise<void> {
    await this.#folder.append(name, `\n${lines}`);
    this.#room -= countBytes(lines) + 1;
  }

  async remove(name: string): Promise<void> {
    const before = await this.measure(name);
    await this.#folder.remove(name);
    this.#room += before?.size ?? 0;
  }

  /** Removes all of the folder's own files, and the folder if it contains nothing else. */
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

  /**
   * Removes files that exceed the limits, except `newest`, which was just saved. Failed removals are repeated with the
   * next save.
   */
  async makeRoom(newest: string): Promise<void> {
    const isDue = this.#room < 0 || !this.#hasLookedFor(dayMs);
    if (isDue) await this.#inTurn(() => this.#prune(newest)).catch(() => undefined);
  }

  /** Removes files that exceed the limits, which may have changed. Resolves to true if anything was removed. */
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
      // None of the remaining files may be removed.
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

  /** Measures all files, and removes the files that are too old. */
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

  /** Removes a file unless it has been saved since it was measured. */
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
