import type { FileResource } from '../../core/model/resource.ts';
import { toKey } from '../../core/model/resourceChain.ts';

/** What writes a log: a task, or the start task of a node. */
export interface LogWriter {
  /** Whether it may write more by itself. */
  readonly isRunning: boolean;
  /** Changes when it starts, ends, or starts again. */
  readonly stamp: string;
  /** ISO 8601; undefined while it runs. */
  readonly endedAt?: string | undefined;
}

/** A log on the screen, by a name of the caller's. */
export interface ShownLog {
  readonly key: string;
  readonly resource: FileResource;
}

/** Logs that are to be read again. */
export interface DueLogs {
  /** What writes them runs. */
  readonly growing: readonly string[];
  /** What writes them has started or ended since they were read: they are read once more in any case. */
  readonly changed: readonly string[];
}

interface Known {
  readonly writer: LogWriter;
  readonly askedMs: number;
}

/** A clock may be so far off that of the service. */
const skewMs = 60_000;

/**
 * Finds when logs on the screen are to be read again: while what writes them runs, and once more when it has ended, so that
 * nothing of what it wrote last is missing. Asks after what writes them by itself, since no list may show it.
 */
export class LogFollower {
  readonly #ask: (resource: FileResource) => Promise<LogWriter | undefined>;
  readonly #now: () => number;
  readonly #writerIntervalMs: number;
  readonly #writers = new Map<string, Known>();
  /** The stamp that each log was read with. */
  readonly #seen = new Map<string, string>();

  /**
   * `ask` resolves to undefined for what is not followed; `now` in milliseconds since the epoch. What goes on is asked for
   * each `writerIntervalMs`.
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

  /** Whether some of the logs may change, or it is not known of some. */
  mayChange(shown: readonly ShownLog[]): boolean {
    return shown.some(({ resource }) => {
      const known = this.#writers.get(toWriterKey(resource));
      return known === undefined || known.writer.endedAt === undefined;
    });
  }

  /** Which of the logs are to be read now. `isBack`: the user has just turned to them, so what has ended is asked for, too. */
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

  /** The log is no longer open. */
  forget(key: string): void {
    this.#seen.delete(key);
  }

  /** What was opened since has all that was written. */
  #hasLongEnded({ endedAt }: LogWriter): boolean {
    return endedAt !== undefined && this.#now() - Date.parse(endedAt) > skewMs;
  }

  async #update(key: string, resource: FileResource, isBack: boolean): Promise<void> {
    const known = this.#writers.get(key);
    const age = known === undefined ? Infinity : this.#now() - known.askedMs;
    const isDue = known?.writer.endedAt === undefined ? age >= this.#writerIntervalMs : isBack && age >= skewMs / 6;
    if (!isDue) return;
    const askedMs = this.#now();
    // Who can't be asked now goes on as it was.
    const writer = await this.#ask(resource).catch(() => known?.writer);
    if (writer === undefined) this.#writers.delete(key);
    else this.#writers.set(key, { writer, askedMs });
  }
}

/** Both logs of a task are written by the same. */
function toWriterKey(resource: FileResource): string {
  return toKey(resource.kind === 'taskFile' ? { ...resource, kind: 'task' } : { ...resource, kind: 'node' });
}
