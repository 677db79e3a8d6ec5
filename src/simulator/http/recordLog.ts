/** Maximum number of records; beyond it, the oldest are removed. */
const mostRecords = 20_000;

/** A bounded log of records, oldest first. */
export class RecordLog<T> {
  #records: T[] = [];
  #count = 0;

  /** Number of records ever added. */
  get count(): number {
    return this.#count;
  }

  get records(): readonly T[] {
    return this.#records;
  }

  clear(): void {
    this.#records = [];
    this.#count = 0;
  }

  add(record: T): void {
    if (this.#records.length >= mostRecords) this.#records = this.#records.slice(mostRecords / 2);
    this.#records.push(record);
    this.#count += 1;
  }
}
