import { appendFileSync } from 'node:fs';
import type { CompletionRecord, RequestRecord } from '../../simulator/logRecords.ts';
import type { Simulator } from '../../simulator/simulatorOptions.ts';

/**
 * Names the file to which the requests to the sample account, and the ends of its tasks, are appended, for those who
 * check what was sent and what came of it.
 */
const fileVariable = 'AZURE_BATCH_SAMPLE_REQUEST_LOG';

/** How often new records are written. */
const writeIntervalMs = 250;

type Source = Pick<Simulator, 'requests' | 'completions'>;

/** Appends what the embedded service was asked, and how its tasks ended, to a file: a line of JSON each. */
export class RequestLog {
  readonly #file: string;
  readonly #timer: NodeJS.Timeout;
  readonly #requests: Fresh<RequestRecord>;
  readonly #completions: Fresh<CompletionRecord>;

  /** Undefined unless the environment asks for it. */
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

/** What a list has that it had not when it was last asked. It loses its oldest, so that is found from its end. */
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
