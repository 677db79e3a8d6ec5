import type { RequestRecord } from '../simulatorOptions.ts';

/** The oldest records go when there are more. */
const mostRecords = 20_000;

/** What was asked of the simulator, oldest first. */
export class RequestLog {
  #records: RequestRecord[] = [];

  get records(): readonly RequestRecord[] {
    return this.#records;
  }

  add(record: RequestRecord): void {
    if (this.#records.length >= mostRecords) {
      this.#records = this.#records.slice(mostRecords / 2);
    }
    this.#records.push(record);
  }
}
