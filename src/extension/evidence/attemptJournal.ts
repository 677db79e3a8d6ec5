import { createHash } from 'node:crypto';
import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Resource, TaskResource } from '../../core/model/resource.ts';
import { isResource, toKey } from '../../core/model/resourceChain.ts';
import type { SavedAttempt } from '../../core/model/savedAttempt.ts';
import { parseBatchUrl } from '../../core/query/batchUrl.ts';
import { workThrough } from '../../core/workThrough.ts';
import { isMissing, readIfThere, replaceFile } from './textFile.ts';

export interface JournalLimits {
  /** Attempts kept of one task; the oldest goes first. */
  readonly attemptsPerTask: number;
  /** Bytes of all files together; the tasks that were saved longest ago go first. */
  readonly totalBytes: number;
  /** How long something is kept after the last of its thing was saved. */
  readonly maxAgeMs: number;
}

/** A thing of which something is kept. */
export interface KeptThing<R extends Resource> {
  readonly resource: R;
  /** When the last of it was saved; milliseconds since the epoch. */
  readonly savedAtMs: number;
  readonly count: number;
}

/** Reads a line of the journal; undefined for one that was cut off or is none of ours. */
type Parse<Saved> = (line: string) => Saved | undefined;

const [megabyte, dayMs] = [1024 * 1024, 24 * 60 * 60 * 1000];

/** What may be kept in each of two folders, by what the user says of both together. */
export function toLimits(megabytes = 256, days = 90): JournalLimits {
  const totalBytes = (Math.max(megabytes, 1) * megabyte) / 2;
  return { attemptsPerTask: 5, totalBytes, maxAgeMs: Math.max(days, 1) * dayMs };
}

/** Files that are read at the same time: a process may have few open. */
const filesAtOnce = 8;

/** How full the folder is after it was pruned, so that this need not be done again at once. */
const filledAfterPruning = 0.9;

/**
 * What is kept of things on this machine, as of the earlier attempts of tasks: a file of JSON lines for each thing,
 * oldest first. Saving for one thing at a time is the caller's duty.
 */
export class AttemptJournal<R extends Resource = TaskResource, Saved extends object = SavedAttempt> {
  readonly #folder: string;
  readonly #parse: Parse<Saved>;
  readonly #readLimits: () => JournalLimits;
  readonly #now: () => number;
  readonly #listeners = new Set<(resource: R | undefined) => void>();
  /** How much may be written before the folder has to be looked at. */
  #bytesUntilPruning = 0;

  /**
   * @param folder is made with the first attempt that is saved.
   * @param readLimits gives what may be kept now.
   */
  constructor(
    folder: string,
    parse: Parse<Saved>,
    readLimits: () => JournalLimits = () => toLimits(),
    now: () => number = Date.now,
  ) {
    this.#now = now;
    this.#folder = folder;
    this.#parse = parse;
    this.#readLimits = readLimits;
  }

  /** Has `listener` called with each thing of which something else is kept now; with none where that may be any. */
  onDidChange(listener: (resource: R | undefined) => void): { dispose(): void } {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }

  #tell(resource?: R): void {
    for (const listener of this.#listeners) listener(resource);
  }

  /** Appends what is kept of a thing, such as an attempt of a task. Throws what the disk throws: nobody may go on as if it were kept. */
  async save(resource: R, one: Saved): Promise<void> {
    if (!(await this.#saveFirst(resource, one))) {
      const { own, newer } = await this.#read(resource);
      await this.#write(resource, { own: [...own, one], newer });
    }
    if (this.#bytesUntilPruning <= 0) await this.#prune();
    this.#tell(resource);
  }

  /** Whether nothing was kept of it yet, as of most things: then there is nothing to be read, or to be replaced. */
  async #saveFirst(resource: R, one: Saved): Promise<boolean> {
    const text = toLine(resource, one);
    try {
      await this.#inFolder(() => writeFile(this.#toPath(resource), text, { mode: 0o600, flag: 'wx' }));
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
      throw error;
    }
    this.#bytesUntilPruning -= Buffer.byteLength(text);
    return true;
  }

  /** Changes the last that was kept of a thing, of what fits. */
  async changeLast(resource: R, fits: (one: Saved) => boolean, change: (one: Saved) => Saved): Promise<void> {
    const { own, newer } = await this.#read(resource);
    const last = own.findLastIndex(fits);
    if (last < 0) return;
    await this.#write(resource, { own: own.map((one, index) => (index === last ? change(one) : one)), newer });
    this.#tell(resource);
  }

  async #read(resource: R): Promise<KeptLines<Saved>> {
    const own: Saved[] = [];
    const newer: string[] = [];
    for (const line of toLines(await readIfThere(this.#toPath(resource)))) {
      const saved = this.#parse(line);
      if (saved !== undefined) own.push(withoutOwner(saved));
      else if (findOwner(line) !== undefined) newer.push(line);
    }
    return { own, newer };
  }

  async #write(resource: R, { own, newer }: KeptLines<Saved>): Promise<void> {
    const { attemptsPerTask } = this.#readLimits();
    const others = newer.slice(-attemptsPerTask).map((line) => `${line}\n`);
    const text = [...others, ...own.slice(-attemptsPerTask).map((saved) => toLine(resource, saved))].join('');
    await this.#inFolder(() => replaceFile(this.#toPath(resource), text));
    this.#bytesUntilPruning -= Buffer.byteLength(text);
  }

  /** The folder is there but for the first time, and after all was forgotten. */
  async #inFolder(write: () => Promise<void>): Promise<void> {
    try {
      await write();
    } catch (error) {
      if (!isMissing(error)) throw error;
      await mkdir(this.#folder, { recursive: true, mode: 0o700 });
      await write();
    }
  }

  /** Forgets what is over the limits now, of which there may be others than before. */
  async applyLimits(): Promise<void> {
    if ((await readNames(this.#folder)).length === 0) return;
    await this.#prune();
    this.#tell();
  }

  /** What was kept of a thing, oldest first. */
  async list(resource: R): Promise<readonly Saved[]> {
    return (await this.#read(resource)).own;
  }

  /** What was kept of each of many things, oldest first; of most of them nothing is, as the names in the folder say. */
  async listEach(resources: readonly R[]): Promise<ReadonlyMap<R, readonly Saved[]>> {
    const names = new Set(await readNames(this.#folder));
    const kept = new Map<R, readonly Saved[]>();
    const ofKept = resources.filter((resource) => names.has(toName(resource)));
    await workThrough(ofKept, filesAtOnce, async (resource) => void kept.set(resource, await this.list(resource)));
    return kept;
  }

  /** All things of which something is kept, that which was saved last first. */
  async listAll(): Promise<readonly KeptThing<R>[]> {
    const names = await readNames(this.#folder);
    const things = await Promise.all(
      names.filter((name) => name.endsWith('.jsonl')).map((name) => this.#readThing(name)),
    );
    return things.filter((thing) => thing !== undefined).sort((one, other) => other.savedAtMs - one.savedAtMs);
  }

  async #readThing(name: string): Promise<KeptThing<R> | undefined> {
    const file = await this.#measure(name);
    const lines = toLines(await readIfThere(join(this.#folder, name)));
    const last = lines.at(-1) ?? '';
    const of: unknown = findOwner(last) ?? this.#findByUrl(last, name);
    if (file === undefined || !isResource(of)) return undefined;
    return { resource: of as R, savedAtMs: file.savedAtMs, count: lines.length };
  }

  /** Version 0.1.0 did not write down which task a line is of: the task's own URL says so, and the name of the file proves it. */
  #findByUrl(line: string, name: string): Resource | undefined {
    const url = findIn(findIn(readJson(line), 'task'), 'url');
    const resource = typeof url === 'string' ? parseBatchUrl(url)?.resource : undefined;
    return resource !== undefined && toName(resource) === name ? resource : undefined;
  }

  /** Deletes what was kept of a thing: all of it, or what fits. */
  async forget(resource: R, fits?: (one: Saved) => boolean): Promise<void> {
    const { own, newer } = await this.#read(resource);
    const left = fits === undefined ? [] : own.filter((one) => !fits(one));
    if (left.length > 0) await this.#write(resource, { own: left, newer });
    else await rm(this.#toPath(resource), { force: true });
    this.#tell(resource);
  }

  /** Deletes everything that was kept. */
  async forgetAll(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
    this.#bytesUntilPruning = 0;
    this.#tell();
  }

  #toPath(resource: Resource): string {
    return join(this.#folder, toName(resource));
  }

  async #prune(): Promise<void> {
    const { totalBytes, maxAgeMs } = this.#readLimits();
    const names = await readdir(this.#folder);
    const files = (await Promise.all(names.map((name) => this.#measure(name)))).filter((file) => file !== undefined);
    files.sort((a, b) => a.savedAtMs - b.savedAtMs);
    let total = files.reduce((sum, { size }) => sum + size, 0);
    const isFull = total > totalBytes;
    const tooOldMs = this.#now() - maxAgeMs;
    for (const { name, size, savedAtMs } of files) {
      const isOver = isFull && total > totalBytes * filledAfterPruning;
      if (!isOver && savedAtMs >= tooOldMs) break;
      await rm(join(this.#folder, name), { force: true });
      total -= size;
    }
    this.#bytesUntilPruning = totalBytes - total;
  }

  /** Undefined for a file that another save has just put in place under its own name. */
  async #measure(name: string): Promise<KeptFile | undefined> {
    try {
      const { mtimeMs, size } = await stat(join(this.#folder, name));
      return { name, savedAtMs: mtimeMs, size };
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }
}

/** Ids may hold anything and be longer than a file name: the name is a digest. */
function toName(resource: Resource): string {
  const { accountId } = resource;
  const key = resource.kind === 'task' ? JSON.stringify([accountId, resource.jobId, resource.taskId]) : toKey(resource);
  return `${createHash('sha256').update(key).digest('hex').slice(0, 40)}.jsonl`;
}

function toLines(text: string): readonly string[] {
  return text.split('\n').filter((line) => line !== '');
}

/** What the file of a thing holds. */
interface KeptLines<Saved> {
  /** Oldest first. */
  readonly own: readonly Saved[];
  /** What a newer version has kept of the same thing, and this one does not understand: it stays. */
  readonly newer: readonly string[];
}

interface KeptFile {
  readonly name: string;
  readonly savedAtMs: number;
  readonly size: number;
}

function toLine(resource: Resource, saved: object): string {
  return `${JSON.stringify({ ...saved, of: resource })}\n`;
}

/** The thing that a line is of, as it was written there. */
function findOwner(line: string): unknown {
  return findIn(readJson(line), 'of');
}

function findIn(json: unknown, name: string): unknown {
  return typeof json === 'object' && json !== null ? Reflect.get(json, name) : undefined;
}

function readJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

async function readNames(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

/** Readers leave what they do not know where it is. */
function withoutOwner<Saved extends object>(saved: Saved): Saved {
  const { of: _of, ...rest } = saved as Saved & { readonly of?: unknown };
  return rest as unknown as Saved;
}
