import type { Clock, ScheduledCall } from '../../../core/clock.ts';
import { type BulkLine, toBulkLine } from '../../../core/remedy/bulk/bulkLines.ts';
import type { BulkPlan } from '../../../core/remedy/bulk/bulkRecord.ts';
import type { Folder, OpenFile } from '../../ports.ts';
import { type FileLock, toTakenOver } from './fileLock.ts';

/** The owner that writes a journal: its lock, and its number among all that ever did. */
export interface JournalOwner {
  readonly lock: Pick<FileLock, 'isHeld'>;
  readonly number: number;
}

interface JournalPlace {
  readonly folder: Pick<Folder, 'create' | 'open'>;
  readonly name: string;
  readonly clock: Clock;
}

/** How long to gather lines that no caller waits for. */
const soonMs = 50;

/**
 * The journal of one bulk action, written by one owner, who appends lines to the file in the order given. Throws what
 * the disk throws, and from then on always, since a line may have been cut. Writes nothing once another owner has taken
 * over, and throws `InvalidInput`.
 */
export class BulkJournal {
  readonly #file: OpenFile;
  readonly #owner: JournalOwner;
  readonly #clock: Clock;
  #waiting = '';
  #soon: ScheduledCall | undefined;
  /** The last write that was started or planned; one that failed stays, so that nothing is written after it. */
  #last: Promise<void> = Promise.resolve();
  /** The one that takes what waits now, once those before it are done. */
  #planned: Promise<void> | undefined;

  constructor(file: OpenFile, owner: JournalOwner, clock: Clock) {
    this.#file = file;
    this.#owner = owner;
    this.#clock = clock;
  }

  /** A new journal with its plan on the disk. */
  static async create(place: JournalPlace, plan: BulkPlan, owner: JournalOwner): Promise<BulkJournal> {
    if (!(await owner.lock.isHeld())) throw toTakenOver();
    if (!(await place.folder.create(place.name, toBulkLine(plan))))
      throw new Error(`the file ${place.name} already exists`);
    return BulkJournal.#open(place, owner, (journal) => journal.#file.sync());
  }

  /** A journal that is there, to be continued by a new owner after its last whole line. */
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

  /** Writes a line soon, and before any that is given later. If that fails, the next call that waits throws. */
  append(line: BulkLine): void {
    this.#waiting += toBulkLine(line, this.#owner.number);
    this.#soon ??= this.#clock.schedule(soonMs, () => void this.#write().catch(() => undefined));
  }

  /** Resolves when the line, and all before it, are on the disk, where they outlast this process and the computer. */
  async sync(line: BulkLine): Promise<void> {
    this.#waiting += toBulkLine(line, this.#owner.number);
    await this.#sync();
  }

  /** Drops waiting lines when another owner has taken over. */
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

  /** Resolves when everything that waits now is written, even if more is given before then. */
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
