import * as l10n from '@vscode/l10n';
import type { Clock } from '../../core/clock.ts';
import type { Cause } from '../../core/diagnosis/causes/causes.ts';
import type { Event } from '../../core/event.ts';
import { findLargest, findSmallest } from '../../core/extremes.ts';
import { toLastingFingerprint } from '../../core/failures/failingKinds.ts';
import { findJobId } from '../../core/failures/narrowCause.ts';
import {
  type FinishedRun,
  type Judged,
  type Look,
  Past,
  type PastLine,
  parsePastLine,
  type Recurrence,
  type SeenFailures,
  toDay,
} from '../../core/failures/recurrence.ts';
import { listWorks, nameProgram, toSeries } from '../../core/failures/seenWork.ts';
import { isUnread } from '../../core/failures/unreadFailures.ts';
import { taskFilters } from '../../core/filters/taskFilters.ts';
import { measureCost } from '../../core/impact/causeCost.ts';
import { sampleAccountId } from '../../core/model/account.ts';
import { toInvalidInput } from '../../core/model/batchError.ts';
import { isOver } from '../../core/model/job.ts';
import { wasRetried } from '../../core/model/task.ts';
import { dayMs, minuteMs } from '../../core/words/durations.ts';
import type { AccountSnapshot } from '../../service/store/accountStore.ts';
import { BoundedFolder, type FolderLimits } from '../evidence/boundedFolder.ts';
import { readFirstPage } from '../evidence/readPages.ts';
import { findResubmission } from '../lists/resolved.ts';
import { listWanted, mayRun } from '../lists/taskCount.ts';
import type { Folder } from '../ports.ts';
import { makeQueue } from '../turns.ts';
import { isAllRead, toCoverage } from './coverage.ts';
import type { ExplainedAccount } from './explainedAccounts.ts';
import type { ReadStore } from './knownCauses.ts';

/** Where causes are remembered, and whether this program may add to that. */
export interface MemoryPlace {
  readonly folder: Folder;
  readLimits(): FolderLimits;
  mayWrite(): boolean;
  /** Receives an error of the disk, and no more of them until the disk works again. */
  report(error: unknown): void;
  /** Fires when a program, perhaps another one, has changed a file in the folder. */
  readonly onDidChange?: Event<void>;
}

/** Maximum size of the memory in bytes: about ten thousand causes. */
const mostBytes = 5 * 1024 * 1024;

/** Maximum number of finished runs whose programs one look reads, with a request for each. */
const mostAsked = 10;
/** Maximum number of finished runs whose programs are kept. */
const mostPrograms = 1000;
/** Age at which a note on a current cause is saved again. */
const renewAfterMs = 7 * dayMs;
const none: ReadonlySet<string> = new Set();

/**
 * The causes that were seen in accounts, day by day, on this computer: a file of JSON lines for each account and day, to
 * which lines are only added, so that windows don't overwrite each other's.
 */
export class CauseMemory {
  readonly #place: MemoryPlace;
  readonly #folder: BoundedFolder;
  readonly #clock: Clock;
  /** Size and time of each file that was read. */
  readonly #read = new Map<string, string>();
  readonly #pasts = new Map<string, Past>();
  #loadedMs: number | undefined;
  #isFailing = false;
  /** Programs of finished runs that were read. */
  readonly #programs = new Map<string, ReadonlySet<string>>();
  readonly #inTurn = makeQueue();

  constructor(place: MemoryPlace, clock: Clock) {
    this.#place = place;
    this.#clock = clock;
    const readLimits = (): FolderLimits => {
      const { totalBytes, maxAgeMs } = place.readLimits();
      return { totalBytes: Math.min(totalBytes, mostBytes), maxAgeMs };
    };
    this.#folder = new BoundedFolder(place.folder, readLimits, () => clock.now());
  }

  /** Adds to causes what earlier looks say about them, and remembers what this look has found. Reports errors of the disk. */
  async recall({ service }: Pick<ReadStore, 'service'>, explained: ExplainedAccount): Promise<readonly Cause[]> {
    const { snapshot, causes } = explained;
    const accountId = snapshot.account.id;
    // The sample account starts from the beginning each time.
    const states = accountId === sampleAccountId ? undefined : await this.#inTurn(() => this.#look(service, explained));
    const recalled = causes.map((cause) => {
      const recurrence = states?.get(toLastingFingerprint(cause.cluster));
      return recurrence === undefined ? cause : { ...cause, recurrence };
    });
    return this.withNotes(accountId, recalled);
  }

  /** Lists the failures that earlier looks saw in the runs of the same work as a job. Reports errors of the disk. */
  async listSeen(accountId: string, jobId: string): Promise<ReadonlyMap<number, readonly SeenFailures[]>> {
    await this.#inTurn(() => this.#load()).catch((error) => this.#place.report(error));
    return this.#pasts.get(accountId)?.listSeen(toSeries(jobId)) ?? new Map();
  }

  /** Adds the notes that are known of causes of an account. Causes whose notes are the same stay the same objects. */
  withNotes(accountId: string, causes: readonly Cause[]): readonly Cause[] {
    const past = this.#pasts.get(accountId);
    return causes.map((cause) => {
      const note = past?.findNote(toLastingFingerprint(cause.cluster))?.text;
      if (note === cause.note) return cause;
      const { note: _, ...others } = cause;
      return note === undefined ? others : { ...others, note };
    });
  }

  /**
   * Saves the user's note on a cause, or removes it if it is empty. Throws errors of the disk, and `InvalidInput` if this
   * program may not write, or if another window has changed the note that the user saw.
   */
  async annotate({ accountId, cluster, note: seen = '' }: Cause, note: string): Promise<void> {
    const fingerprint = toLastingFingerprint(cluster);
    const line: PastLine = { of: accountId, at: this.#clock.now(), cause: fingerprint, note, works: [] };
    if (accountId === sampleAccountId) return this.#add([line]);
    if (!this.#place.mayWrite()) throw toInvalidInput(l10n.t("Notes aren't saved until you trust this workspace."));
    await this.#inTurn(async () => {
      await this.#readFiles();
      const { text: now = '' } = this.#pasts.get(accountId)?.findNote(fingerprint) ?? {};
      if (now !== seen && now !== note)
        throw toInvalidInput(
          now === ''
            ? l10n.t('Nothing was saved: another window removed the note in the meantime.')
            : l10n.t('Nothing was saved: another window changed the note to “{0}” in the meantime.', now),
        );
      await this.#save(accountId, [line]);
    });
  }

  /** Reads what other programs have added, and returns the accounts whose notes they changed. Reports errors of the disk. */
  async readNotes(): Promise<readonly string[]> {
    if (this.#loadedMs === undefined) return [];
    const before = new Map([...this.#pasts].map(([accountId, past]) => [accountId, past.notesVersion]));
    await this.#inTurn(() => this.#readFiles()).catch((error) => this.#place.report(error));
    return [...new Set([...before.keys(), ...this.#pasts.keys()])].filter(
      (accountId) => (this.#pasts.get(accountId)?.notesVersion ?? 0) !== (before.get(accountId) ?? 0),
    );
  }

  async #look(service: ReadStore['service'], explained: ExplainedAccount): Promise<ReadonlyMap<string, Recurrence>> {
    const { id } = explained.snapshot.account;
    let look = toLook(explained, this.#clock.now());
    const judge = (of = look) => (this.#pasts.get(id) ?? new Past()).judge(of);
    try {
      await this.#load();
      look = await this.#withPrograms(service, look, judge);
      const { states, lines } = judge();
      const isAdding = lines.length + this.#renewNotes(explained).length > 0 && this.#place.mayWrite();
      if (isAdding) {
        // Another window may have added the same.
        await this.#readFiles();
        await this.#save(id, [...judge().lines, ...this.#renewNotes(explained)]);
      }
      this.#isFailing = false;
      if (!isAdding) return states;
    } catch (error) {
      if (!this.#isFailing) this.#place.report(error);
      this.#isFailing = true;
    }
    return judge().states;
  }

  /** Lists the notes on current causes that were saved long ago, so that they aren't removed with old lines. */
  #renewNotes({ snapshot: { account }, causes }: ExplainedAccount): readonly PastLine[] {
    const at = this.#clock.now();
    return causes.flatMap(({ cluster }) => {
      const cause = toLastingFingerprint(cluster);
      const note = this.#pasts.get(account.id)?.findNote(cause);
      const isOld = note !== undefined && at - note.at > renewAfterMs;
      return isOld ? [{ of: account.id, at, cause, note: note.text, works: [] }] : [];
    });
  }

  /** Removes what exceeds the limits, which may have changed. */
  async applyLimits(): Promise<void> {
    if (await this.#folder.applyLimits()) this.#forget();
  }

  async forgetAll(): Promise<void> {
    await this.#folder.removeAll();
    this.#forget();
  }

  #forget(): void {
    this.#read.clear();
    this.#pasts.clear();
    this.#loadedMs = undefined;
  }

  /**
   * Reads the programs of the runs that may show that a cause is gone. Of runs beyond the limit, none is assumed until a
   * later look.
   */
  async #withPrograms(service: ReadStore['service'], look: Look, judge: (look: Look) => Judged): Promise<Look> {
    // A run in which more tasks have succeeded since may have run other programs: a job manager ends before its tasks.
    const toKey = ({ job, run, succeeded }: FinishedRun): string =>
      JSON.stringify([look.accountId, job, run, succeeded]);
    for (let left = mostAsked; ; ) {
      const finished = look.finished.map((run) => ({ ...run, programs: this.#programs.get(toKey(run)) }));
      const wanted = judge({ ...look, finished }).unread.slice(0, left);
      if (left === 0) return { ...look, finished: finished.map((run) => ({ ...run, programs: run.programs ?? none })) };
      if (wanted.length === 0) return { ...look, finished };
      left -= wanted.length;
      const read = wanted.map(async (run) => this.#programs.set(toKey(run), await readPrograms(service, run.job)));
      await Promise.all(read);
      for (const oldest of [...this.#programs.keys()].slice(0, -mostPrograms)) this.#programs.delete(oldest);
    }
  }

  async #save(accountId: string, lines: readonly PastLine[]): Promise<void> {
    if (lines.length === 0) return;
    const name = this.#place.folder.toName(JSON.stringify([accountId, toDay(this.#clock.now())]));
    await this.#folder.append(name, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    this.#add(lines);
    await this.#folder.makeRoom(name);
  }

  #add(lines: readonly PastLine[]): void {
    for (const line of lines) {
      const past = this.#pasts.get(line.of) ?? new Past();
      this.#pasts.set(line.of, past);
      past.add(line);
    }
  }

  /** Reads what other windows have added, at most once a minute. */
  async #load(): Promise<void> {
    const now = this.#clock.elapsedMs();
    if (this.#loadedMs !== undefined && now - this.#loadedMs < minuteMs) return;
    await this.#readFiles();
    this.#loadedMs = now;
  }

  async #readFiles(): Promise<void> {
    const names = await this.#folder.listNames();
    const present = new Set(names);
    // Causes whose lines were removed are no longer remembered.
    if ([...this.#read.keys()].some((name) => !present.has(name))) this.#forget();
    for (const name of names) {
      const file = await this.#folder.measure(name);
      const stamp = file && `${file.size} ${file.savedAtMs}`;
      if (stamp === undefined || this.#read.get(name) === stamp) continue;
      for await (const text of this.#folder.readLines(name)) {
        const line = parsePastLine(text);
        if (line !== undefined) this.#add([line]);
      }
      this.#read.set(name, stamp);
    }
  }
}

function toLook(explained: ExplainedAccount, now: number): Look {
  const { snapshot, causes, toRead, unread, isDone, awaitsHelpers } = explained;
  const isSettled = isDone && toRead.length === 0 && awaitsHelpers !== true;
  const seen = causes.filter(({ cluster }) => !isUnread(cluster));
  return {
    accountId: snapshot.account.id,
    now,
    readAt: findReadAt(snapshot, now),
    causes: seen.map((cause) => ({
      fingerprint: toLastingFingerprint(cause.cluster),
      title: cause.cluster.title,
      count: cause.failures.length,
      get coreHours() {
        return Math.round(measureCost(cause, now).hours * 100) / 100;
      },
      works: listWorks(cause),
      helped: findHelp(snapshot, cause),
    })),
    finished: isSettled ? listFinished(explained) : [],
    isSettled,
    isWhole: isSettled && unread === 0 && seen.length === causes.length && isAllRead(toCoverage(snapshot)),
  };
}

/**
 * Finds since when failures may be missing: the time of the oldest answer. A window that has slept or doesn't refresh
 * has answers of the day before.
 */
function findReadAt(snapshot: AccountSnapshot, now: number): number {
  const ofJobs = listWanted(snapshot, {}).map((job) => {
    const { items, loadedAt } = snapshot.slice({ kind: 'failures', jobId: job.id });
    if ((snapshot.taskCounts.get(job.id)?.failed ?? 0) > items.length) return Date.parse(loadedAt ?? '');
    // The list of jobs says that it is over.
    if (isOver(job)) return Number.NaN;
    return findLargest(
      [loadedAt, snapshot.countedAt.get(job.id)].map((at) => Date.parse(at ?? '')).filter(Number.isFinite),
    );
  });
  const ofLists = (['jobs', 'pools'] as const).map((kind) => Date.parse(snapshot.slice({ kind }).loadedAt ?? ''));
  return findSmallest([...ofLists, ...ofJobs].filter(Number.isFinite), now);
}

/** Lists the runs that have ended with tasks that succeeded, and whose failures were all read. */
function listFinished({ snapshot, causes }: ExplainedAccount): readonly FinishedRun[] {
  const unknown = new Set(
    causes.flatMap(({ cluster, failures }) =>
      isUnread(cluster) ? failures.map(({ failing }) => findJobId(failing)) : [],
    ),
  );
  const { unread } = toCoverage(snapshot);
  return snapshot.slice({ kind: 'jobs' }).items.flatMap((job): readonly FinishedRun[] => {
    const counts = snapshot.taskCounts.get(job.id);
    const run = Date.parse(job.creationTime ?? '');
    if (counts === undefined || Number.isNaN(run) || unread.has(job.id) || unknown.has(job.id)) return [];
    if (!isOver(job) && mayRun(counts)) return [];
    return [{ series: toSeries(job.id), job: job.id, run, failed: counts.failed, succeeded: counts.succeeded }];
  });
}

/**
 * Reads the programs of some succeeded tasks of a job; none if the service refuses. A program that Batch ran again after
 * it failed is left out: it may have failed with the cause.
 */
async function readPrograms({ tasks }: ReadStore['service'], jobId: string): Promise<ReadonlySet<string>> {
  const select = ['id', 'commandLine', 'containerSettings', 'executionInfo'] as const;
  const options = { filter: taskFilters.succeeded, select, pageSize: 20 };
  try {
    const listed = await readFirstPage(tasks.listTasks(jobId, options));
    const retried = new Set(listed.filter(wasRetried).map(nameProgram));
    return new Set(listed.map(nameProgram).filter((program) => !retried.has(program)));
  } catch {
    return none;
  }
}

/** Finds when a corrected definition of a task with this cause was last submitted that succeeded. */
function findHelp(snapshot: AccountSnapshot, { cluster, failures }: Cause): number | undefined {
  const { account, resubmissions } = snapshot;
  if (!cluster.jobs.some((jobId) => resubmissions?.hasSucceeded(account.id, jobId))) return undefined;
  const times = failures.flatMap(({ failing }) => {
    if (failing.kind !== 'task') return [];
    const found = findResubmission(snapshot, failing.resource.jobId, failing.task);
    return found?.outcome === 'succeeded' ? [Date.parse(found.at)] : [];
  });
  const last = findLargest(times.filter(Number.isFinite));
  return Number.isFinite(last) ? last : undefined;
}
