/** What was read around one thing and is the same for others beside it, while several are looked into after one another. */
export class SharedReads {
  readonly #reads = new Map<string, Promise<unknown>>();

  /** The answer to the first read of this name. What failed is not asked for again either. */
  once<T>(name: string, read: () => Promise<T>): Promise<T> {
    const known = this.#reads.get(name) as Promise<T> | undefined;
    if (known !== undefined) return known;
    const answer = read();
    this.#reads.set(name, answer);
    return answer;
  }
}
