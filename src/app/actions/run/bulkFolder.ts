import { mostJournalBytes, parseBulkJournal } from '../../../core/changes/bulk/bulkLines.ts';
import type { BulkPlan, BulkRecord } from '../../../core/changes/bulk/bulkRecord.ts';
import type { Clock } from '../../../core/clock.ts';
import { compareText } from '../../../core/extremes.ts';
import { workThrough } from '../../../core/workThrough.ts';
import { SeenAges, seenName } from '../../evidence/seenAges.ts';
import type { Folder, Host } from '../../ports.ts';
import { BulkJournal } from './bulkJournal.ts';
import { forgetOrder, type PlaceInOrder, takePlace } from './bulkOrder.ts';
import { FileLock, fromLockName, isLocked, type LockPlace } from './fileLock.ts';
import { HeartbeatWatch } from './heartbeatWatch.ts';

/**
 * Limits on the saved bulk actions that are not running. At a limit, starting another action deletes the oldest ones,
 * never the newest.
 */
export interface BulkLimits {
  readonly files: number;
  readonly totalBytes: number;
  /** Maximum age of actions that have ended and were reported to the user. */
  readonly ageMs: number;
  /** Factor that raises the limits for interrupted actions that are not reported yet. */
  readonly unannouncedFactor: number;
}

const msPerDay = 86_400_000;
const defaultLimits: BulkLimits = {
  files: 100,
  totalBytes: 64 * 1024 * 1024,
  ageMs: 30 * msPerDay,
  unannouncedFactor: 10,
};

/** Number of journals read at the same time, because a process can open only a limited number of files. */
const filesAtOnce = 8;

/**
 * File name ending of journals that are being written or were interrupted. The other ending marks reported actions that
 * ended.
 */
const openEnding = '.jsonl';
const endedEnding = '.ended.jsonl';

interface Measured {
  readonly id: string;
  readonly atMs: number;
  readonly bytes: number;
}

/** A bulk action locked by this process, which is the only one that may carry it out. */
export interface HeldBulk {
  readonly id: string;
  readonly record: BulkRecord;
  readonly journal: BulkJournal;
  readonly lock: FileLock;
}

/** The state of a bulk action: running (here or in another window), interrupted and not reported, or ended. */
type BulkState = 'running' | 'interrupted' | 'ended';

export interface KeptBulk {
  readonly file: string;
  readonly state: BulkState;
  readonly record: BulkRecord;
}

interface BulkFolderParts {
  readonly clock: Clock;
  readonly host: Host;
  /** Heartbeats of owners in other processes; by default, a watch that beats on its own. */
  readonly watch?: HeartbeatWatch;
  readonly limits?: BulkLimits;
}

/** The journals of all bulk actions on this computer, from all windows, in one folder. */
export class BulkFolder {
  readonly #folder: Folder;
  readonly #clock: Clock;
  readonly #limits: BulkLimits;
  readonly #locks: LockPlace;
  readonly #ages: SeenAges;

  readonly makeId: () => string;

  /** @param folder must contain nothing else */
  constructor(
    folder: Folder,
    { clock, host, watch = HeartbeatWatch.start(clock), limits = defaultLimits }: BulkFolderParts,
  ) {
    this.#folder = folder;
    this.#clock = clock;
    this.#limits = limits;
    this.makeId = host.makeId;
    this.#locks = { folder, host, clock, watch };
    this.#ages = new SeenAges(folder, () => clock.now());
  }

  /** Starts a bulk action. Its plan is on the disk when this resolves. Throws disk errors. */
  async start(plan: BulkPlan): Promise<HeldBulk> {
    await this.#prune();
    const lock = await FileLock.take(this.#locks, plan.id);
    if (lock === undefined) throw new Error(`bulk action ${plan.id} already exists`);
    const name = plan.id + openEnding;
    const journal = await BulkJournal.create(this.#toPlace(name), plan, { lock, number: lock.number }).catch(
      async (error: unknown) => {
        await this.#folder.remove(name).catch(() => undefined);
        await lock.release().catch(() => undefined);
        throw error;
      },
    );
    const record: BulkRecord = {
      plan,
      outcomes: plan.items.map(() => ({ outcome: 'notBegun' })),
      lastAt: plan.startedAt,
      owner: lock.number,
    };
    return { id: plan.id, record, journal, lock };
  }

  /**
   * Resumes an action that was interrupted or, unless `onlyOpen`, has ended. Returns undefined when another process
   * holds the action, or it no longer exists.
   */
  async resume(id: string, { onlyOpen = false } = {}): Promise<HeldBulk | undefined> {
    const lock = (await this.#find(id)) === undefined ? undefined : await FileLock.take(this.#locks, id);
    if (lock === undefined) return undefined;
    const held = await this.#reopen(id, lock, onlyOpen).catch(async (error: unknown) => {
      await lock.release().catch(() => undefined);
      throw error;
    });
    if (held === undefined) await lock.release();
    return held;
  }

  async #reopen(id: string, lock: FileLock, onlyOpen: boolean): Promise<HeldBulk | undefined> {
    // Another process may have finished the action before the lock was taken.
    const name = await this.#find(id);
    const isWanted = name !== undefined && !(onlyOpen && name.endsWith(endedEnding));
    const before = isWanted ? await this.#read(name) : undefined;
    if (name === undefined || before === undefined) return undefined;
    const open = id + openEnding;
    if (name !== open) await this.#folder.rename(name, open);
    // Lock files may have been lost, so the journal's own count matters too.
    const number = Math.max(lock.number, before.owner + 1);
    const journal = await BulkJournal.reopen(this.#toPlace(open), { lock, number });
    // Now that the journal records the new owner, lines added by the earlier owner no longer count.
    const record = await this.#read(open);
    if (record !== undefined) return { id, record, journal, lock };
    await journal.close();
    return undefined;
  }

  /**
   * Releases a bulk action: as ended if `isNotified`; otherwise, as interrupted, which the next window reports. Does
   * not change the state if another process has taken over.
   */
  async letGo({ id, journal, lock }: HeldBulk, isNotified: boolean): Promise<void> {
    await journal.close().finally(async () => {
      try {
        if (isNotified && (await lock.isHeld())) await this.#folder.rename(id + openEnding, id + endedEnding);
      } finally {
        await lock.release();
      }
    });
  }

  /** Returns a bulk action; undefined if it no longer exists or is unreadable. */
  async get(id: string): Promise<KeptBulk | undefined> {
    const name = await this.#find(id);
    const record = name === undefined ? undefined : await this.#read(name);
    if (name === undefined || record === undefined) return undefined;
    if (await isLocked(this.#locks, id)) return { file: name, state: 'running', record };
    return { file: name, state: name.endsWith(endedEnding) ? 'ended' : 'interrupted', record };
  }

  /** Takes the next place in the order of all bulk actions. The plan must already be saved. Throws disk errors. */
  takePlace(id: string): Promise<PlaceInOrder> {
    return takePlace(this.#folder, id);
  }

  /** Checks whether a process is running the action or asking whether to run it. */
  isRunning(id: string): Promise<boolean> {
    return isLocked(this.#locks, id);
  }

  /** Lists all saved actions, newest first. */
  async list(): Promise<readonly KeptBulk[]> {
    const kept: KeptBulk[] = [];
    await workThrough(await this.#listIds(), filesAtOnce, async (id) => {
      const bulk = await this.get(id);
      if (bulk !== undefined) kept.push(bulk);
    });
    return kept.sort((a, b) => compareText(b.record.plan.startedAt, a.record.plan.startedAt));
  }

  /** Lists the IDs of running and interrupted actions. */
  async listOpen(): Promise<readonly string[]> {
    const names = await this.#listJournals();
    return names.filter((name) => !name.endsWith(endedEnding)).map((name) => name.slice(0, -openEnding.length));
  }

  /** Lists the IDs of actions whose journal was written since `sinceMs`. */
  async listTouchedSince(sinceMs: number): Promise<readonly string[]> {
    const ids = await Promise.all(
      (await this.#listIds()).map(async (id) => ((await this.#measure(id)).atMs >= sinceMs ? id : undefined)),
    );
    return ids.filter((id) => id !== undefined);
  }

  /** Deletes all actions that are not running. Returns the number deleted. */
  async forgetAll(): Promise<number> {
    const ids = await this.#listIds();
    const forgotten = await Promise.all(ids.map((id) => this.#forget(id)));
    await this.#forgetOrder();
    await this.#folder.remove(seenName);
    return forgotten.filter(Boolean).length;
  }

  async #prune(): Promise<void> {
    await this.#forgetOrder();
    const { files, totalBytes, ageMs, unannouncedFactor } = this.#limits;
    const open = new Set(await this.listOpen());
    const ended = await this.#measureAll((await this.#listIds()).filter((id) => !open.has(id)));
    const ages = await this.#ages.look(
      ended.map(({ id, atMs }) => ({ name: id, savedAtMs: atMs })),
      ageMs,
    );
    const isOld = ({ id }: Measured): boolean => (ages.get(id) ?? 0) > ageMs;
    for (const { id } of ended.filter(isOld)) await this.#forget(id);
    await this.#keep(
      ended.filter((one) => !isOld(one)),
      { files, totalBytes },
    );
    // Keep them regardless of age: the user may not have seen them.
    const notNotified = { files: files * unannouncedFactor, totalBytes: totalBytes * unannouncedFactor };
    await this.#keep(await this.#measureAll([...open]), notNotified);
  }

  async #measureAll(ids: readonly string[]): Promise<readonly Measured[]> {
    return Promise.all(ids.map((id) => this.#measure(id)));
  }

  async #keep(kept: readonly Measured[], limits: Pick<BulkLimits, 'files' | 'totalBytes'>): Promise<void> {
    let totalBytes = 0;
    for (const [index, { id, bytes }] of kept.toSorted((a, b) => b.atMs - a.atMs).entries()) {
      totalBytes += bytes;
      if (index > 0 && (index >= limits.files || totalBytes > limits.totalBytes)) await this.#forget(id);
    }
  }

  /** Deletes the order when no action is open, because it matters only while an action runs. */
  async #forgetOrder(): Promise<void> {
    if ((await this.listOpen()).length === 0) await forgetOrder(this.#folder, this.#clock.now());
  }

  /** Deletes an action unless it is running, and returns whether it was deleted. */
  async #forget(id: string): Promise<boolean> {
    if (await isLocked(this.#locks, id)) return false;
    const locks = (await this.#folder.listNames()).filter((name) => fromLockName(name) === id);
    // Remove the locks last. Without them, a new lock would number its owners from 0, and lines of owner 0 would no
    // longer count.
    for (const name of [id + openEnding, id + endedEnding, ...locks]) await this.#folder.remove(name);
    return true;
  }

  async #measure(id: string): Promise<Measured> {
    const name = await this.#find(id);
    const found = name === undefined ? undefined : await this.#folder.measure(name).catch(() => undefined);
    return { id, atMs: found?.savedAtMs ?? 0, bytes: found?.size ?? 0 };
  }

  async #listIds(): Promise<readonly string[]> {
    const ids = (await this.#listJournals()).map((name) => /^(.+?)(?:\.ended)?\.jsonl$/.exec(name)?.[1]);
    return [...new Set(ids.filter((id) => id !== undefined))];
  }

  /** Lists the names of all journal files, ignoring folders with such a name. */
  async #listJournals(): Promise<readonly string[]> {
    const names = (await this.#folder.listNames()).filter((name) => /^.+\.jsonl$/.test(name));
    const measured = await Promise.all(names.map((name) => this.#folder.measure(name)));
    return names.filter((_, index) => measured[index] !== undefined);
  }

  /** Finds the name of an action's journal, which its owner may rename at any time. */
  async #find(id: string): Promise<string | undefined> {
    if (!isId(id)) return undefined;
    for (const name of [openEnding, endedEnding, openEnding].map((ending) => id + ending)) {
      if ((await this.#folder.measure(name).catch(() => undefined)) !== undefined) return name;
    }
    return undefined;
  }

  async #read(name: string): Promise<BulkRecord | undefined> {
    return parseBulkJournal((await this.#folder.read(name, mostJournalBytes).catch(() => undefined)) ?? '');
  }

  #toPlace(name: string) {
    return { folder: this.#folder, name, clock: this.#clock };
  }
}

/** Validates an ID, because IDs from document addresses become file names. */
function isId(id: string): boolean {
  return /^[\w-]{1,64}$/.test(id);
}
