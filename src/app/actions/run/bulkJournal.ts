import { type BulkLine, toBulkLine } from '../../../core/changes/bulk/bulkLines.ts';
import type { BulkPlan } from '../../../core/changes/bulk/bulkRecord.ts';
import type { Clock, ScheduledCall } from '../../../core/clock.ts';
import type { Folder, OpenFile } from '../../ports.ts';
import { type FileLock, toTakenOver } from './fileLock.ts';

/** The owner that writes a journal: its lock, and its number among all owners so far. */
export interface JournalOwner {
  readonly lock: Pick<FileLock, 'isHeld'>;
  readonly number: number;
}

interface JournalPlace {
  readonly folder: Pick<Folder, 'create' | 'open'>;
  readonly name: string;
  readonly clock: Clock;
}

/** Milliseconds to collect lines that no caller waits for. */
const soonMs = 50;

/**
 * The journal of a bulk action, written by one owner, which appends lines in the given order. After a disk error, every
 * call throws, because a line may be incomplete. After another owner has taken over, writes nothing and throws
 * `InvalidInput`.
 */
export class BulkJournal {
  readonly #file: OpenFile;
  readonly #owner: JournalOwner;
  readonly #clock: Clock;
  #waiting = '';
  #soon: ScheduledCall | undefined;
  /** The last started or planned write. A failed write stays here, so that nothing is written after it. */
  #last: Promise<void> = Promise.resolve();
  /** The write that will include the waiting lines after earlier writes are done. */
  #planned: Promise<void> | undefined;

  constructor(file: OpenFile, owner: JournalOwner, clock: Clock) {
    this.#file = file;
    this.#owner = owner;
    this.#clock = clock;
  }

  /** Creates a journal with the plan on disk. Throws if another owner took the lock or the file exists. */
  static async create(place: JournalPlace, plan: BulkPlan, owner: JournalOwner): Promise<BulkJournal> {
    if (!(await owner.lock.isHeld())) throw toTakenOver();
    if (!(await place.folder.create(place.name, toBulkLine(plan))))
      throw new Error(`the file ${place.name} already exists`);
    return BulkJournal.#open(place, owner, (journal) => journal.#file.sync());
  }

  /** Reopens an existing journal for a new owner, who continues after its last complete line. */
  static reopen(place: JournalPlace, owner: JournalOwner): Promise<BulkJournal> {
    return BulkJournal.#open(place, owner, (journal) => journal.sync({ line: 'taken' }));
  }

  static async #open(
    { folder, name, clock }: JournalPlace,
    owner: JournalOwner,
    begin: (journal: BulkJournal) => Promise<void>,
  ): Promise<BulkJournal> {
    const file = await folder.open(name);
    try {
      const journal = new BulkJournal(file, owner, clock);
      await begin(journal);
      return journal;
    } catch (error) {
      await file.close().catch(() => undefined);
      throw error;
    }
  }

  /**
   * Queues a line, which is written soon and before later ones. After a failed write, the next call that waits throws.
   */
  append(line: BulkLine): void {
    this.#waiting += toBulkLine(line, this.#owner.number);
    this.#soon ??= this.#clock.schedule(soonMs, () => void this.#write().catch(() => undefined));
  }

  /**
   * Writes a line. Resolves when the line and all lines before it are on the disk, where they survive a crash of this
   * process or the computer.
   */
  async sync(line: BulkLine): Promise<void> {
    this.#waiting += toBulkLine(line, this.#owner.number);
    await this.#sync();
  }

  /** Closes the file after writing the waiting lines, which are dropped if another owner has taken over. */
  async close(): Promise<void> {
    try {
      if (await this.#owner.lock.isHeld()) await this.#sync();
    } finally {
      this.#soon?.cancel();
      await this.#file.close();
    }
  }

  async #sync(): Promise<void> {
    await this.#write();
    await this.#file.sync();
  }

  /** Writes the waiting lines. Resolves when they are written, even if more lines are queued before then. */
  #write(): Promise<void> {
    this.#soon?.cancel();
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
    await this.#file.append(text);
  }
}
