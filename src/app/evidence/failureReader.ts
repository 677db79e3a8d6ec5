import { type Clock, waitFor } from '../../core/clock.ts';
import { type Disposable, Emitter } from '../../core/event.ts';
import { type TaskResource, toKey } from '../../core/model/resource.ts';
import type { Task } from '../../core/model/task.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import type { ReadingBundles } from '../ports.ts';
import { toStamp } from './findTask.ts';
import { findLogOfCause, isShown, isWhole } from './readFurther.ts';
import { briefBytes } from './readLog.ts';
import type { ReadFailure, WantedLogs } from './readTaskLogs.ts';
import { type ReadOnce, shareReads } from './sharedReads.ts';

/** The logs of a completed task. */
export interface FailureReading extends ReadFailure {
  readonly resource: TaskResource;
  readonly task: Task;
}

/** Maximum length of cached logs, in UTF-16 units. */
const maxKeptLength = 4 * briefBytes;
/** Maximum number of longer logs that are cached as well, for visible pages that are rendered repeatedly. */
const mostLong = 3;
/** Maximum length of all cached logs together. A task without logs counts as `overhead`. */
const maxLength = 100 * maxKeptLength;
const overhead = 1000;

interface Entry {
  /** The service that the logs were read from. An account opened again may return data that was missing before. */
  readonly service: AccountStore['service'];
  readonly stamp: string;
  readonly maxBytes: number;
  readonly farthestBytes: number;
  reading: Promise<FailureReading>;
  read?: FailureReading;
  /** The number of changes to the user's rules before the logs were judged. */
  judgedAt: number;
  length: number;
}

/**
 * Reads the logs of failed tasks, and of examined succeeded tasks, once each time the task ends, and notifies
 * everything that draws conclusions from them.
 */
export class FailureReader implements Disposable {
  readonly #readings = new Map<string, Entry>();
  #length = 0;
  #long: readonly string[] = [];
  readonly #didRead = new Emitter<FailureReading>();
  readonly onDidRead = this.#didRead.event;
  readonly #didExplainAgain = new Emitter<void>();
  /** Fires when the same logs may have another cause, because the user's rules have changed. */
  readonly onDidExplainAgain = this.#didExplainAgain.event;
  #changesOfRules = 0;
  /** Reads of nodes, shared by the tasks that ran there. */
  readonly #shared = new WeakMap<AccountStore['service'], ReadOnce>();
  readonly #bundles: ReadingBundles;
  readonly #clock: Clock;

  constructor(bundles: ReadingBundles, clock: Clock) {
    this.#bundles = bundles;
    this.#clock = clock;
  }

  dispose(): void {
    this.#didRead.dispose();
    this.#didExplainAgain.dispose();
  }

  /** How often the user's rules have changed, so that a result that was computed while they did is known to be old. */
  get changesOfRules(): number {
    return this.#changesOfRules;
  }

  /** Judges all logs again when they are next needed, after the user's rules have changed. */
  explainAgain(): void {
    this.#changesOfRules += 1;
    this.#didExplainAgain.fire();
  }

  /**
   * Reads at least the last `maxBytes` of both logs of `task`, unless that was already done since the task ended. If
   * these show no cause, reads further up, doubling the size each time, to `farthestBytes`. Throws when requests to the
   * service fail.
   */
  async read(
    store: Pick<AccountStore, 'service' | 'snapshot'>,
    resource: TaskResource,
    task: Task,
    maxBytes = briefBytes,
    farthestBytes = maxBytes,
  ): Promise<FailureReading> {
    const key = toKey(resource);
    const stamp = toStamp(task);
    const known = this.#readings.get(key);
    if (known?.stamp === stamp && known.service === store.service) {
      const reading = this.#judgeAgain(known, await known.reading);
      const isEnough = known.farthestBytes >= farthestBytes || isShown(reading.cause);
      if (isWhole(reading) || (known.maxBytes >= maxBytes && isEnough)) return reading;
    }
    const before = known?.stamp === stamp && known.service === store.service ? known.read : undefined;
    const once = this.#toOnce(store.service);
    const reading = this.#read(store, { resource, task, maxBytes, farthestBytes, known: before, once });
    const judgedAt = this.#changesOfRules;
    this.#remember(key, {
      service: store.service,
      stamp,
      maxBytes,
      farthestBytes,
      reading,
      judgedAt,
      length: overhead,
    });
    return reading;
  }

  #toOnce(service: AccountStore['service']): ReadOnce {
    const once = this.#shared.get(service) ?? shareReads(() => this.#clock.now());
    this.#shared.set(service, once);
    return once;
  }

  /** Returns the most recently read logs of a task, even if it has ended again since. */
  find(resource: TaskResource): FailureReading | undefined {
    const known = this.#readings.get(toKey(resource));
    return known?.read && this.#judgeAgain(known, known.read);
  }

  /** Judges logs by the user's current rules, unless only those of a step show the cause. */
  #judgeAgain(entry: Entry, reading: FailureReading): FailureReading {
    if (entry.judgedAt === this.#changesOfRules || reading.step !== undefined) return reading;
    const { cause: _, ...logs } = reading;
    const { commandLine, executionInfo } = reading.task;
    const cause = findLogOfCause(this.#bundles, logs, { commandLine, exitCode: executionInfo?.exitCode });
    const judged = cause === undefined ? logs : { ...logs, cause };
    entry.judgedAt = this.#changesOfRules;
    entry.read = judged;
    entry.reading = Promise.resolve(judged);
    return judged;
  }

  async #read(store: Pick<AccountStore, 'service' | 'snapshot'>, wanted: WantedLogs): Promise<FailureReading> {
    const { readFailure } = this.#bundles.reading();
    const read = await readFailure(this.#bundles, store, wanted);
    // Notify later, because the caller reads the logs again, with all other data.
    await waitFor(this.#clock, 0);
    const { resource, task } = wanted;
    const reading = { resource, task, ...read };
    this.#didRead.fire(reading);
    return reading;
  }

  #remember(key: string, entry: Entry): void {
    this.#forget(key);
    this.#long = this.#long.filter((long) => long !== key);
    this.#readings.set(key, entry);
    this.#length += entry.length;
    const forget = (): void => {
      if (this.#readings.get(key) === entry) this.#forget(key);
    };
    entry.reading.then((reading) => {
      if (this.#readings.get(key) !== entry) return;
      entry.read = reading;
      const length = toLength(reading);
      if (length > maxKeptLength) {
        for (const oldest of this.#long.slice(0, 1 - mostLong)) this.#forget(oldest);
        this.#long = [...this.#long.slice(1 - mostLong), key];
        return;
      }
      this.#length += length;
      entry.length += length;
      for (const oldest of this.#readings.keys()) {
        if (this.#length <= maxLength) break;
        this.#forget(oldest);
      }
    }, forget);
  }

  #forget(key: string): void {
    this.#length -= this.#readings.get(key)?.length ?? 0;
    this.#readings.delete(key);
  }
}

function toLength({ stdout, stderr, step }: FailureReading): number {
  const all = [stdout, stderr, step?.stdout, step?.stderr];
  return all.reduce((sum, log) => sum + (log?.text?.length ?? 0), 0);
}
