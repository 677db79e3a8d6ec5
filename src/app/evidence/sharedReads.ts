/** Shares data between items that are examined one after another, such as tasks of one job. */
export class SharedReads {
  readonly #reads = new Map<string, Promise<unknown>>();

  /** Returns the answer to the first read with this name. Failed reads are not repeated either. */
  once<T>(name: string, read: () => Promise<T>): Promise<T> {
    const known = this.#reads.get(name) as Promise<T> | undefined;
    if (known !== undefined) return known;
    const answer = read();
    this.#reads.set(name, answer);
    return answer;
  }
}
