import { type FileResource, toKey } from '../../core/model/resource.ts';

/** The writer of a log: a task, or the start task of a node. */
export interface LogWriter {
  /** True if the writer may write more on its own. */
  readonly isRunning: boolean;
  /** A stamp that changes when the writer starts, ends, or starts again. */
  readonly stamp: string;
  /** Time at which the writer ended, ISO 8601; undefined while it is running. */
  readonly endedAt?: string | undefined;
}

/** A visible log, identified by a name that the caller chooses. */
export interface ShownLog {
  readonly key: string;
  readonly resource: FileResource;
}

/** Keys of logs that must be read again. */
export interface DueLogs {
  readonly growing: readonly string[];
  /** Logs whose writer has started or ended since they were read, which are read once more in any case. */
  readonly changed: readonly string[];
}

/** Maximum difference in milliseconds assumed between the clocks of this computer and the service. */
const skewMs = 60_000;

/**
 * Finds when visible logs must be read again: while their writer is running, and once more when it has ended, so that
 * its last output is not missing. Requests the writers' states itself, because they may not be in any list.
 */
export class LogFollower {
  readonly #ask: (resource: FileResource) => Promise<LogWriter | undefined>;
  readonly #now: () => number;
  readonly #writerIntervalMs: number;
  readonly #writers = new Map<string, { readonly writer: LogWriter; readonly askedMs: number }>();
  readonly #seen = new Map<string, string>();

  /**
   * `ask` resolves to undefined for logs that are not followed. `now` returns milliseconds since the epoch. Unfinished
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

  /** Checks whether any of the logs may change or has an unknown writer. */
  mayChange(shown: readonly ShownLog[]): boolean {
    return shown.some(({ resource }) => {
      const known = this.#writers.get(toWriterKey(resource));
      return known === undefined || known.writer.endedAt === undefined;
    });
  }

  /**
   * Returns the logs to read now. With `isBack`, the user has just returned to them, so ended writers are also
   * requested.
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

  /** Forgets the closed log `key`. */
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
    // If a request fails, keep the last known state.
    const writer = await this.#ask(resource).catch(() => known?.writer);
    if (writer === undefined) this.#writers.delete(key);
    else this.#writers.set(key, { writer, askedMs });
  }
}

/** Returns the same key for both logs of a task, because they have the same writer. */
function toWriterKey(resource: FileResource): string {
  return toKey(resource.kind === 'taskFile' ? { ...resource, kind: 'task' } : { ...resource, kind: 'node' });
}
