import { Emitter, type Event } from '../../core/event.ts';
import { readMember } from '../../core/model/readMember.ts';
import { isResource, type Resource, type TaskResource, toKey } from '../../core/model/resource.ts';
import type { SavedAttempt } from '../../core/model/savedAttempt.ts';
import { parseBatchUrl } from '../../core/places/batchUrl.ts';
import { parseJson } from '../../core/text/parseJson.ts';
import { workThrough } from '../../core/workThrough.ts';
import type { Folder } from '../ports.ts';
import { BoundedFolder, type FolderLimits } from './boundedFolder.ts';

export interface JournalLimits extends FolderLimits {
  /** Maximum number of attempts saved per task. The oldest are dropped first. */
  readonly attemptsPerTask: number;
}

/** An item that has saved records. */
export interface KeptThing<R extends Resource> {
  readonly resource: R;
  /** The time of the item's last record, in milliseconds since the epoch. */
  readonly savedAtMs: number;
  readonly count: number;
}

/** Parses a line of the journal; undefined for incomplete or foreign lines. */
type Parse<Saved> = (line: string) => Saved | undefined;

const [megabyte, dayMs] = [1024 * 1024, 24 * 60 * 60 * 1000];

/** Returns the limits for each of two folders, based on the user's limit for both together. */
export function toLimits(megabytes = 256, days = 90): JournalLimits {
  const totalBytes = (Math.max(megabytes, 1) * megabyte) / 2;
  return { attemptsPerTask: 5, totalBytes, maxAgeMs: Math.max(days, 1) * dayMs };
}

/** Number of files read at the same time, because a process can open only a limited number of files. */
const filesAtOnce = 8;

/**
 * Records of items saved on this computer, such as the earlier attempts of tasks: a file of JSON lines for each item,
 * oldest first. Callers must not save the same item concurrently.
 */
export class AttemptJournal<R extends Resource = TaskResource, Saved extends object = SavedAttempt> {
  readonly #folder: BoundedFolder;
  readonly #toName: (resource: Resource) => string;
  readonly #parse: Parse<Saved>;
  readonly #readLimits: () => JournalLimits;
  readonly #changed = new Emitter<R | undefined>();
  /** Fires with each item whose records change, or with undefined if any item's records may have changed. */
  readonly onDidChange: Event<R | undefined> = this.#changed.event;

  /** Creates a journal; `readLimits` returns the current limits. */
  constructor(
    folder: Folder,
    parse: Parse<Saved>,
    now: () => number,
    readLimits: () => JournalLimits = () => toLimits(),
  ) {
    this.#toName = (resource) => folder.toName(toFileKey(resource));
    this.#folder = new BoundedFolder(folder, readLimits, now);
    this.#parse = parse;
    this.#readLimits = readLimits;
  }

  /**
   * Appends a record of an item, such as an attempt of a task. Throws disk errors, in which case no caller may continue
   * as if the record were saved.
   */
  async save(resource: R, one: Saved): Promise<void> {
    // Most items have no file yet, so there is nothing to read or replace.
    if (!(await this.#folder.create(this.#toName(resource), toJournalLine(resource, one)))) {
      const { own, newer } = await this.#read(resource);
      await this.#write(resource, { own: [...own, one], newer });
    }
    await this.#folder.makeRoom(this.#toName(resource));
    this.#changed.fire(resource);
  }

  /** Changes the resource's newest record for which `fits` returns true; does nothing if there is none. */
  async changeLast(resource: R, fits: (one: Saved) => boolean, change: (one: Saved) => Saved): Promise<void> {
    const { own, newer } = await this.#read(resource);
    const last = own.findLastIndex(fits);
    if (last < 0) return;
    await this.#write(resource, { own: own.map((one, index) => (index === last ? change(one) : one)), newer });
    this.#changed.fire(resource);
  }

  async #read(resource: R): Promise<KeptLines<Saved>> {
    const own: Saved[] = [];
    const newer: string[] = [];
    for await (const line of this.#folder.readLines(this.#toName(resource))) {
      const saved = this.#parse(line);
      if (saved !== undefined) own.push(withoutOwner(saved));
      else if (findOwner(line) !== undefined) newer.push(line);
    }
    return { own, newer };
  }

  async #write(resource: R, { own, newer }: KeptLines<Saved>): Promise<void> {
    const { attemptsPerTask } = this.#readLimits();
    const others = newer.slice(-attemptsPerTask).map((line) => `${line}\n`);
    const text = [...others, ...own.slice(-attemptsPerTask).map((saved) => toJournalLine(resource, saved))].join('');
    await this.#folder.replace(this.#toName(resource), text);
  }

  /** Removes records that exceed the current limits, which may have changed. */
  async applyLimits(): Promise<void> {
    if (await this.#folder.applyLimits()) this.#changed.fire(undefined);
  }

  /** Lists the records of an item, oldest first. */
  async list(resource: R): Promise<readonly Saved[]> {
    return (await this.#read(resource)).own;
  }

  /** Lists each item's records, oldest first. The folder's file names show that most items have none. */
  async listEach(resources: readonly R[]): Promise<ReadonlyMap<R, readonly Saved[]>> {
    const names = new Set(await this.#folder.listNames());
    const ofKept = resources.filter((resource) => names.has(this.#toName(resource)));
    // Keep the requested order, regardless of the order in which files are read.
    const kept = new Map<R, readonly Saved[]>(ofKept.map((resource) => [resource, []]));
    await workThrough(ofKept, filesAtOnce, async (resource) => void kept.set(resource, await this.list(resource)));
    return kept;
  }

  /** Lists all items that have records, most recently saved first. */
  async listAll(): Promise<readonly KeptThing<R>[]> {
    const things: KeptThing<R>[] = [];
    await workThrough(await this.#folder.listNames(), filesAtOnce, async (name) => {
      // An unreadable file must not block the others.
      const thing = await this.#readThing(name).catch(() => undefined);
      if (thing !== undefined) things.push(thing);
    });
    return things.sort((one, other) => other.savedAtMs - one.savedAtMs);
  }

  async #readThing(name: string): Promise<KeptThing<R> | undefined> {
    const file = await this.#folder.measure(name);
    if (file === undefined) return undefined;
    let last = '';
    let count = 0;
    for await (const line of this.#folder.readLines(name)) {
      last = line;
      count += 1;
    }
    const of: unknown = findOwner(last) ?? this.#findByUrl(last, name);
    // The file is also written when the effect of an action is noticed, long after the time of the record.
    const savedAtMs = Date.parse(String(readMember(parseJson(last), 'savedAt'))) || file.savedAtMs;
    return isResource(of) ? { resource: of as R, savedAtMs, count } : undefined;
  }

  /**
   * Finds the task of a line by the task's own URL, because version 0.1.0 did not save the task. The file name confirms
   * the match.
   */
  #findByUrl(line: string, name: string): Resource | undefined {
    const url = readMember(readMember(parseJson(line), 'task'), 'url');
    const resource = typeof url === 'string' ? parseBatchUrl(url)?.resource : undefined;
    return resource !== undefined && this.#toName(resource) === name ? resource : undefined;
  }

  /** Deletes the records of an item: all of them, or those for which `fits` is true. */
  async forget(resource: R, fits?: (one: Saved) => boolean): Promise<void> {
    const { own, newer } = await this.#read(resource);
    const left = fits === undefined ? [] : own.filter((one) => !fits(one));
    if (left.length > 0) await this.#write(resource, { own: left, newer });
    else await this.#folder.remove(this.#toName(resource));
    this.#changed.fire(resource);
  }

  /** Deletes the records of all resources. */
  async forgetAll(): Promise<void> {
    await this.#folder.removeAll();
    this.#changed.fire(undefined);
  }
}

/** Returns the key from which the name of an item's file is derived. */
function toFileKey(resource: Resource): string {
  const { accountId } = resource;
  return resource.kind === 'task' ? JSON.stringify([accountId, resource.jobId, resource.taskId]) : toKey(resource);
}

interface KeptLines<Saved> {
  /** Records that this version understands, oldest first. */
  readonly own: readonly Saved[];
  /** Lines saved by a newer version, which are preserved although this version does not understand them. */
  readonly newer: readonly string[];
}

function toJournalLine(resource: Resource, saved: object): string {
  return `${JSON.stringify({ ...saved, of: resource })}\n`;
}

function findOwner(line: string): unknown {
  return readMember(parseJson(line), 'of');
}

/** Removes the owner from a record, because readers keep unknown properties. */
function withoutOwner<Saved extends object>(saved: Saved): Saved {
  const { of: _of, ...rest } = saved as Saved & { readonly of?: unknown };
  return rest as unknown as Saved;
}
