/** Natural logarithms of factorials from 0 to `most`. */
function toLogFactorials(most: number): Float64Array {
  const logs = new Float64Array(most + 1);
  for (let value = 2; value <= most; value++) logs[value] = (logs[value - 1] ?? 0) + Math.log(value);
  return logs;
}

/**
 * Fisher's exact test, one-sided, for one population: how probable it is that of `withTrait` members at least
 * `failedWithTrait` are among the failures by chance alone.
 */
export class ExactTest {
  readonly #logs: Float64Array;
  readonly #total: number;
  readonly #failed: number;

  /** @param total size of the population, @param failed failures in it */
  constructor(total: number, failed: number) {
    this.#logs = toLogFactorials(total);
    this.#total = total;
    this.#failed = failed;
  }

  #logChoose(from: number, some: number): number {
    return (this.#logs[from] ?? 0) - (this.#logs[some] ?? 0) - (this.#logs[from - some] ?? 0);
  }

  /** Between 0 and 1; 1 for what cannot be more than expected. */
  probability(withTrait: number, failedWithTrait: number): number {
    const most = Math.min(withTrait, this.#failed);
    const all = this.#logChoose(this.#total, withTrait);
    let sum = 0;
    for (let count = failedWithTrait; count <= most; count++) {
      const others = withTrait - count;
      if (others > this.#total - this.#failed) continue;
      sum += Math.exp(this.#logChoose(this.#failed, count) + this.#logChoose(this.#total - this.#failed, others) - all);
    }
    return Math.min(1, sum);
  }
}
