import { type FileResource, toKey } from '../../core/model/resource.ts';

/** The writer of a log: a task, or the start task of a node. */
export interface LogWriter {
  /** True when it may write more by itself. */
  readonly isRunning: boolean;
  /** Changes when it starts, ends, or starts again. */
  readonly stamp: string;
  /** ISO 8601; undefined while it is running. */
  readonly endedAt?: string | undefined;
}

/** A visible log, by a name that the caller chooses. */
export interface ShownLog {
  readonly key: string;
  readonly resource: FileResource;
}

/** Logs that must be read again. */
export interface DueLogs {
  /** Logs whose writer is running. */
  readonly growing: readonly string[];
  /** Logs whose writer has started or ended since they were read: these are read once more in any case. */
  readonly changed: readonly string[];
}

/** Maximum difference in milliseconds assumed between the clocks of this computer and the service. */
const skewMs = 60_000;

/**
 * Finds when visible logs must be read again: while their writer is running, and once more when it has ended, so that
 * its last output is not missing. Requests the writers' states itself, because they may be in no list.
 */
export class LogFollower {
  readonly #ask: (resource: FileResource) => Promise<LogWriter | undefined>;
  readonly #now: () => number;
  readonly #writerIntervalMs: number;
  readonly #writers = new Map<string, { readonly writer: LogWriter; readonly askedMs: number }>();
  /** The stamp with which each log was read. */
  readonly #seen = new Map<string, string>();

  /**
   * `ask` resolves to undefined for logs that are not followed; `now` in milliseconds since the epoch. Unfinished
   * writers are requested every `writerIntervalMs`.
   */
  constructor(
    ask: (resource: FileResource) => Promise<LogWriter | undefined>,
    now: () => number,
    writerIntervalMs: number,
  ) {
    this.#ask = ask;
    this.#now = now;
    this.#writerIntervalMs = writerIntervalMs;
  }

  /** Checks whether some of the logs may change, or are not known. */
  mayChange(shown: readonly ShownLog[]): boolean {
    return shown.some(({ resource }) => {
      const known = this.#writers.get(toWriterKey(resource));
      return known === undefined || known.writer.endedAt === undefined;
    });
  }

  /**
   * Returns the logs to read now. With `isBack`, the user has just returned to them, so ended writers are requested
   * too.
   */
  async look(shown: readonly ShownLog[], isBack = false): Promise<DueLogs> {
    const writers = new Map(shown.map(({ resource }) => [toWriterKey(resource), resource]));
    await Promise.all([...writers].map(([key, resource]) => this.#update(key, resource, isBack)));
    const growing: string[] = [];
    const changed: string[] = [];
    for (const { key, resource } of shown) {
      const writer = this.#writers.get(toWriterKey(resource))?.writer;
      if (writer === undefined) continue;
      const seen = this.#seen.get(key);
      this.#seen.set(key, writer.stamp);
      if (seen !== writer.stamp && !(seen === undefined && this.#hasLongEnded(writer))) changed.push(key);
      else if (writer.isRunning) growing.push(key);
    }
    return { growing, changed };
  }

  /** Forgets a log that was closed. */
  forget(key: string): void {
    this.#seen.delete(key);
  }

  /** Checks whether the writer ended so long ago that a log opened since then is complete. */
  #hasLongEnded({ endedAt }: LogWriter): boolean {
    return endedAt !== undefined && this.#now() - Date.parse(endedAt) > skewMs;
  }

  async #update(key: string, resource: FileResource, isBack: boolean): Promise<void> {
    const known = this.#writers.get(key);
    const age = known === undefined ? Infinity : this.#now() - known.askedMs;
    const isDue = known?.writer.endedAt === undefined ? age >= this.#writerIntervalMs : isBack && age >= skewMs / 6;
    if (!isDue) return;
    const askedMs = this.#now();
    // When a request fails, the last known state stays.
    const writer = await this.#ask(resource).catch(() => known?.writer);
    if (writer === undefined) this.#writers.delete(key);
    else this.#writers.set(key, { writer, askedMs });
  }
}

/** Returns one key for both logs of a task, which have the same writer. */
function toWriterKey(resource: FileResource): string {
  return toKey(resource.kind === 'taskFile' ? { ...resource, kind: 'task' } : { ...resource, kind: 'node' });
}
