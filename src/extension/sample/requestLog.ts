import { appendFileSync } from 'node:fs';
import type { CompletionRecord, RequestRecord } from '../../simulator/logRecords.ts';
import type { Simulator } from '../../simulator/simulatorOptions.ts';

/**
 * Environment variable with the path of a file that records requests to the sample account and the ends of its tasks,
 * for verification.
 */
const fileVariable = 'AZURE_BATCH_SAMPLE_REQUEST_LOG';

const writeIntervalMs = 250;

type Source = Pick<Simulator, 'requests' | 'completions'>;

/** Appends the embedded service's requests and the ends of its tasks to a file, as one line of JSON each. */
export class RequestLog {
  readonly #file: string;
  readonly #timer: NodeJS.Timeout;
  readonly #requests: Fresh<RequestRecord>;
  readonly #completions: Fresh<CompletionRecord>;

  /** Returns undefined unless the environment variable is set. */
  static fromEnvironment(simulator: Source): RequestLog | undefined {
    const file = process.env[fileVariable];
    return file === undefined || file === '' ? undefined : new RequestLog(simulator, file);
  }

  constructor(simulator: Source, file: string) {
    this.#requests = new Fresh(() => simulator.requests);
    this.#completions = new Fresh(() => simulator.completions);
    this.#file = file;
    this.#timer = setInterval(() => this.#write(), writeIntervalMs);
    this.#timer.unref();
  }

  dispose(): void {
    clearInterval(this.#timer);
    this.#write();
  }

  #write(): void {
    const records = [...this.#requests.take(), ...this.#completions.take()].sort((one, other) => one.atMs - other.atMs);
    if (records.length === 0) return;
    appendFileSync(this.#file, records.map((record) => `${JSON.stringify(record)}\n`).join(''));
  }
}

/**
 * Returns the new entries of a list since the last call. The list drops its oldest entries, so the search begins at its
 * end.
 */
class Fresh<T> {
  readonly #list: () => readonly T[];
  #last: T | undefined;

  constructor(list: () => readonly T[]) {
    this.#list = list;
  }

  take(): readonly T[] {
    const list = this.#list();
    const fresh = list.slice(this.#last === undefined ? 0 : list.lastIndexOf(this.#last) + 1);
    this.#last = list.at(-1) ?? this.#last;
    return fresh;
  }
}
