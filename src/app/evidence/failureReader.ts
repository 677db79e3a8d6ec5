import { type Clock, waitFor } from '../../core/clock.ts';
import type { EngineTexts } from '../../core/diagnosis/process/engines.ts';
import { type Disposable, Emitter } from '../../core/event.ts';
import type { TaskResource } from '../../core/model/resource.ts';
import { toKey } from '../../core/model/resourceChain.ts';
import { isInGroup, type Task } from '../../core/model/task.ts';
import { findEngineFiles } from '../../core/query/engineFiles.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import type { ExplainingBundles } from '../ports.ts';
import { readEngineTexts } from './engineTexts.ts';
import { toStamp } from './findTask.ts';
import { findLogOfCause, isShown, isWhole, type LogOfCause, readFurther } from './readFurther.ts';
import { briefBytes, toRemoteFile } from './readLog.ts';
import { readStepLogs } from './readStepLogs.ts';
import { readTaskLogs, type TaskLogs } from './readTaskLogs.ts';

/** What the logs of a task say that ended. */
export interface FailureReading extends TaskLogs {
  readonly resource: TaskResource;
  readonly task: Task;
  readonly cause?: LogOfCause;
}

/** Longest logs that are cached, in UTF-16 units. */
const maxKeptLength = 4 * briefBytes;
/** So many longer ones are cached beside them: those of the pages that are written again while they are on the screen. */
const mostLong = 3;
/** The longest of all together; a task without logs counts as `overhead`. */
const maxLength = 100 * maxKeptLength;
const overhead = 1000;

interface Entry {
  /** An account that was opened again may have what was missing before. */
  readonly service: AccountStore['service'];
  readonly stamp: string;
  readonly maxBytes: number;
  readonly farthestBytes: number;
  readonly reading: Promise<FailureReading>;
  length: number;
}

/**
 * Reads the logs of tasks that failed, and of those that succeeded and are looked at, each once for as long as that end
 * lasts, and notifies everything that draws conclusions from them.
 */
export class FailureReader implements Disposable {
  /** Oldest first. */
  readonly #readings = new Map<string, Entry>();
  #length = 0;
  /** The keys of long ones, oldest first. */
  #long: readonly string[] = [];
  readonly #didRead = new Emitter<FailureReading>();
  readonly onDidRead = this.#didRead.event;
  readonly #bundles: ExplainingBundles;
  readonly #clock: Clock;

  constructor(bundles: ExplainingBundles, clock: Clock) {
    this.#bundles = bundles;
    this.#clock = clock;
  }

  dispose(): void {
    this.#didRead.dispose();
  }

  /**
   * Reads at least the last `maxBytes` of both logs of `task`, unless that was done since it ended. Where these show no
   * cause, it reads on upwards, twice as much each time, to `farthestBytes`. Throws when the service can’t be asked.
   */
  async read(
    store: Pick<AccountStore, 'service'>,
    resource: TaskResource,
    task: Task,
    maxBytes = briefBytes,
    farthestBytes = maxBytes,
  ): Promise<FailureReading> {
    const key = toKey(resource);
    const stamp = toStamp(task);
    const known = this.#readings.get(key);
    if (known?.stamp === stamp && known.service === store.service) {
      const reading = await known.reading;
      const isEnough = known.farthestBytes >= farthestBytes || isShown(reading.cause);
      if (isWhole(reading) || (known.maxBytes >= maxBytes && isEnough)) return reading;
    }
    const reading = this.#read(store, resource, task, maxBytes, farthestBytes);
    this.#remember(key, { service: store.service, stamp, maxBytes, farthestBytes, reading, length: overhead });
    return reading;
  }

  async #read(
    store: Pick<AccountStore, 'service'>,
    resource: TaskResource,
    task: Task,
    maxBytes: number,
    farthestBytes: number,
  ): Promise<FailureReading> {
    const [ends, engineTexts] = await Promise.all([
      readTaskLogs(store.service, resource, task, { maxBytes }),
      this.#readEngine(store, resource, task),
    ]);
    const exitCode = task.executionInfo?.exitCode;
    const own = await readFurther(ends, {
      toFile: (path) => toRemoteFile(store.service.taskFiles, resource, path),
      findCause: (logs) => this.#findCause(logs, task, exitCode),
      maxBytes,
      farthestBytes,
    });
    const step = await readStepLogs(store.service, resource, task, {
      own,
      engineTexts,
      maxBytes,
      findCause: (logs, code = exitCode) => this.#findCause(logs, task, code),
    });
    // Who asked reads them again, with all else that is known.
    await waitFor(this.#clock, 0);
    const reading = {
      resource,
      task,
      ...own,
      ...step,
      ...(engineTexts === undefined ? {} : { engineTexts }),
    };
    this.#didRead.fire(reading);
    return reading;
  }

  /** Of a task that failed Batch knows already what its engine would say. */
  async #readEngine(
    { service }: Pick<AccountStore, 'service'>,
    resource: TaskResource,
    task: Task,
  ): Promise<EngineTexts | undefined> {
    const files = isInGroup(task, 'succeeded') ? findEngineFiles(task) : undefined;
    return files && readEngineTexts(service, resource, files);
  }

  #findCause(logs: TaskLogs, { commandLine }: Task, exitCode: number | undefined): LogOfCause | undefined {
    return findLogOfCause(this.#bundles, logs, { commandLine, exitCode });
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
