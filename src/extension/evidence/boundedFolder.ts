import { lstat, mkdir, readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeQueue } from '../queue.ts';
import { SeenAges } from './seenAges.ts';
import { isMissing, measureFile, readLines, replaceFile } from './textFile.ts';

export interface FolderLimits {
  /** Bytes of all files together; those that were saved longest ago go first. */
  readonly totalBytes: number;
  /** How long a file is kept after it was last saved, in time that was seen to pass. */
  readonly maxAgeMs: number;
}

/** A folder with a name of ours is not ours. */
function isFolder(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_FS_EISDIR';
}

interface KeptFile {
  readonly name: string;
  readonly savedAtMs: number;
  readonly size: number;
}

/** Nothing else in the folder is ours. */
const ownName = /^[0-9a-f]{40}\.jsonl$/;
const leftName = /^[0-9a-f]{40}\.jsonl\.unfinished$/;
const seenName = 'seen.json';

const [minuteMs, dayMs] = [60_000, 24 * 60 * 60_000];
/** So many that go next are remembered from a look: a full folder is not looked at again for each file. */
const mostRemembered = 1000;

/**
 * A folder of files that are saved again and again, which holds no more than its limits allow. Files that have no name of
 * ours, are larger than we write any, or are links or pipes are left alone, and nothing is done through a folder that is
 * a link.
 */
export class BoundedFolder {
  readonly #path: string;
  readonly #readLimits: () => FolderLimits;
  readonly #now: () => number;
  readonly #ages: SeenAges;
  readonly #inTurn = makeQueue();
  /** Bytes that may be written before something has to go. */
  #room = 0;
  #lookedAtMs: number | undefined;
  /** What goes next, oldest first. */
  #oldest: KeptFile[] = [];

  /** @param path is made with the first file. */
  constructor(path: string, readLimits: () => FolderLimits, now: () => number) {
    this.#path = path;
    this.#readLimits = readLimits;
    this.#now = now;
    this.#ages = new SeenAges(join(path, seenName), now);
  }

  /** The names of the files of ours. */
  async listNames(): Promise<readonly string[]> {
    return (await this.#listAll()).filter((name) => ownName.test(name));
  }

  /** The lines of a file that are not empty; none where there is no such file. */
  async *readLines(name: string): AsyncGenerator<string, void> {
    if (await this.#isOwn()) yield* readLines(join(this.#path, name));
  }

  /** When a file was last saved; undefined where there is no such file. */
  async measure(name: string): Promise<KeptFile | undefined> {
    const found = await measureFile(join(this.#path, name));
    return found && { name, savedAtMs: found.mtimeMs, size: found.size };
  }

  /** Saves a file that was not there; otherwise changes nothing and resolves to false. Throws what the disk throws. */
  async create(name: string, text: string): Promise<boolean> {
    try {
      await this.#inFolder(() => writeFile(join(this.#path, name), text, { mode: 0o600, flag: 'wx' }));
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
      throw error;
    }
    this.#room -= Buffer.byteLength(text);
    return true;
  }

  /** Saves a file in the place of the one that is there. Throws what the disk throws. */
  async replace(name: string, text: string): Promise<void> {
    const before = await this.measure(name);
    await this.#inFolder(() => replaceFile(join(this.#path, name), text));
    this.#room -= Buffer.byteLength(text) - (before?.size ?? 0);
  }

  async remove(name: string): Promise<void> {
    if (!(await this.#isOwn())) return;
    const before = await this.measure(name);
    await rm(join(this.#path, name), { force: true });
    this.#room += before?.size ?? 0;
  }

  /** Removes all files of ours, and the folder where nothing else is in it. */
  async removeAll(): Promise<void> {
    const ours = (await this.#listAll()).filter(
      (name) => ownName.test(name) || leftName.test(name) || name === seenName,
    );
    for (const name of ours)
      await rm(join(this.#path, name), { force: true }).catch((error: unknown) => {
        if (!isFolder(error)) throw error;
      });
    await rmdir(this.#path).catch(() => undefined);
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
    if (!(await this.#isOwn())) return false;
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

  /** Removes as many as have to go, of those that are remembered. */
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
    const names = (await this.#listAll()).filter((name) => ownName.test(name) || leftName.test(name));
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
      await rm(join(this.#path, name), { force: true });
      this.#room += size;
      return true;
    } catch {
      return false;
    }
  }

  async #listAll(): Promise<readonly string[]> {
    try {
      return (await this.#isOwn()) ? await readdir(this.#path) : [];
    } catch (error) {
      if (isMissing(error)) return [];
      throw error;
    }
  }

  /** Whether the folder is not a link to another. */
  async #isOwn(): Promise<boolean> {
    try {
      return !(await lstat(this.#path)).isSymbolicLink();
    } catch (error) {
      if (isMissing(error)) return true;
      throw error;
    }
  }

  async #putLinkAside(): Promise<void> {
    // Another save may have done it meanwhile.
    if (!(await this.#isOwn())) await rename(this.#path, `${this.#path}.link-${this.#now()}`);
  }

  /** The folder is there but for the first time, and after all was forgotten. A link in its place is put aside. */
  async #inFolder(write: () => Promise<void>): Promise<void> {
    if (!(await this.#isOwn())) await this.#inTurn(() => this.#putLinkAside());
    try {
      await write();
    } catch (error) {
      if (!isMissing(error)) throw error;
      await mkdir(this.#path, { recursive: true, mode: 0o700 });
      await write();
    }
  }
}
