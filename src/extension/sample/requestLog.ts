import { appendFileSync } from 'node:fs';
import type { RequestRecord, Simulator } from '../../simulator/simulatorOptions.ts';

/** Names the file to which the requests to the sample account are appended, for those who check what was sent. */
const fileVariable = 'AZURE_BATCH_SAMPLE_REQUEST_LOG';

/** How often new requests are written. */
const writeIntervalMs = 250;

/** Appends the requests that the embedded service got to a file, a line of JSON each. */
export class RequestLog {
  readonly #simulator: Pick<Simulator, 'requests'>;
  readonly #file: string;
  readonly #timer: NodeJS.Timeout;
  #last: RequestRecord | undefined;

  /** Undefined unless the environment asks for it. */
  static fromEnvironment(simulator: Pick<Simulator, 'requests'>): RequestLog | undefined {
    const file = process.env[fileVariable];
    return file === undefined || file === '' ? undefined : new RequestLog(simulator, file);
  }

  constructor(simulator: Pick<Simulator, 'requests'>, file: string) {
    this.#simulator = simulator;
    this.#file = file;
    this.#timer = setInterval(() => this.#write(), writeIntervalMs);
    this.#timer.unref();
  }

  dispose(): void {
    clearInterval(this.#timer);
    this.#write();
  }

  /** The list is bounded and loses its oldest, so what is new is found from its end. */
  #write(): void {
    const { requests } = this.#simulator;
    const fresh = requests.slice(this.#last === undefined ? 0 : requests.lastIndexOf(this.#last) + 1);
    this.#last = requests.at(-1) ?? this.#last;
    if (fresh.length === 0) return;
    appendFileSync(this.#file, fresh.map((request) => `${JSON.stringify(request)}\n`).join(''));
  }
}
