import { type FileHandle, open } from 'node:fs/promises';
import { type BulkLine, toBulkLine } from '../../core/remedy/bulk/bulkLines.ts';
import type { BulkPlan } from '../../core/remedy/bulk/bulkRecord.ts';
import { type BulkLock, toTakenOver } from './bulkLock.ts';

/** What a journal is written to. */
type JournalFile = Pick<FileHandle, 'appendFile' | 'datasync' | 'close'>;

/** Who writes a journal: its lock, and its number among all that ever did. */
export interface JournalOwner {
  readonly lock: Pick<BulkLock, 'isHeld'>;
  readonly number: number;
}

/** Lines that nobody waits for are written together. */
const soonMs = 50;

/** A line feed. */
const lineEnd = 0x0a;

/**
 * The journal of one bulk action, to be written by one owner: lines go to the end of a file in the order in which they
 * are given. Throws what the disk throws, and from then on always, since a line may have been cut. Writes nothing once
 * somebody else has taken over, and throws `InvalidInput`.
 */
export class BulkJournal {
  readonly #file: JournalFile;
  readonly #owner: JournalOwner;
  #waiting = '';
  #soon: NodeJS.Timeout | undefined;
  /** The last write that was begun or planned; one that failed stays, so that nothing is written after it. */
  #last: Promise<void> = Promise.resolve();
  /** The one that takes what waits now, once those before it are done. */
  #planned: Promise<void> | undefined;

  constructor(file: JournalFile, owner: JournalOwner) {
    this.#file = file;
    this.#owner = owner;
  }

  /** A new journal with its plan on the disk. */
  static async create(path: string, plan: BulkPlan, owner: JournalOwner): Promise<BulkJournal> {
    const file = await open(path, 'ax', 0o600);
    try {
      const journal = new BulkJournal(file, owner);
      journal.#waiting = toBulkLine(plan);
      await journal.#sync();
      return journal;
    } catch (error) {
      await file.close().catch(() => undefined);
      throw error;
    }
  }

  /** The journal at `path`, to be continued by a new owner after its last whole line. */
  static async reopen(path: string, owner: JournalOwner): Promise<BulkJournal> {
    const file = await open(path, 'r+');
    try {
      const bytes = await file.readFile();
      await file.truncate(bytes.lastIndexOf(lineEnd) + 1);
      await file.close();
    } catch (error) {
      await file.close().catch(() => undefined);
      throw error;
    }
    const journal = new BulkJournal(await open(path, 'a'), owner);
    try {
      await journal.sync({ line: 'taken' });
      return journal;
    } catch (error) {
      await journal.close().catch(() => undefined);
      throw error;
    }
  }

  /** Writes a line soon, and before any that is given later. When it can't be, the next that waits is told. */
  append(line: BulkLine): void {
    this.#waiting += toBulkLine(line, this.#owner.number);
    this.#soon ??= setTimeout(() => void this.#write().catch(() => undefined), soonMs);
  }

  /** Resolves when the line, and all before it, are on the disk, where they outlast this process and the computer. */
  async sync(line: BulkLine): Promise<void> {
    this.#waiting += toBulkLine(line, this.#owner.number);
    await this.#sync();
  }

  /** What waits when somebody else has taken over is dropped. */
  async close(): Promise<void> {
    try {
      if (await this.#owner.lock.isHeld()) await this.#sync();
    } finally {
      clearTimeout(this.#soon);
      await this.#file.close();
    }
  }

  async #sync(): Promise<void> {
    await this.#write();
    await this.#file.datasync();
  }

  /** Resolves when everything that waits now is written, whatever is given meanwhile. */
  #write(): Promise<void> {
    clearTimeout(this.#soon);
    this.#soon = undefined;
    if (this.#waiting === '') return this.#last;
    this.#planned ??= this.#last.then(() => this.#writeWaiting());
    this.#last = this.#planned;
    return this.#planned;
  }

  async #writeWaiting(): Promise<void> {
    if (!(await this.#owner.lock.isHeld())) throw toTakenOver();
    const text = this.#waiting;
    this.#waiting = '';
    this.#planned = undefined;
    await this.#file.appendFile(text);
  }
}
