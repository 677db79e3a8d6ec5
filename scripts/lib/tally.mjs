import { describeTimes } from './budgets.mjs';
import { Failure } from './failure.mjs';
import { measure } from './run.mjs';

/** Formats counts and the tests that passed only in a second run. A whole run prints this as its last line. */
export function formatCounts({ passed, failed, skipped, again = [] }) {
  const counts = `${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`;
  return again.length === 0 ? counts : `${counts}; passed in a second run only: ${again.join(' · ')}`;
}

/** Results of a run's stages, printed as they end. */
export class Tally {
  total = { passed: 0, failed: 0, skipped: 0, again: [] };
  #startedAt = performance.now();
  #times = [];

  /** Runs a stage, prints its results, and counts a thrown error as a failure. */
  async run(name, stage) {
    console.log(`… ${name}  [${this.#seconds()} s]`);
    const result = await this.time(name, () => runStage(stage));
    if (result.output.trim()) console.log(result.output.trimEnd());
    console.log(`${result.failed ? '✗' : '✓'} ${name}: ${formatCounts(result)}  [${this.#seconds()} s]`);
    this.add(result);
    Object.assign(
      this.#times.find((time) => time.name === name),
      { ms: result.ms },
    );
  }

  add({ passed, failed, skipped, again = [] }) {
    this.total.passed += passed;
    this.total.failed += failed;
    this.total.skipped += skipped;
    this.total.again.push(...again);
  }

  /** Runs `work`, and records its duration and the processor time of the programs that it runs. */
  async time(name, work) {
    const { result, ...taken } = await measure(work);
    this.#times.push({ name, ...taken });
    return result;
  }

  /** Describes the durations of the stages, of a run with the files of one day or with all. */
  describe({ isOfDay = false } = {}) {
    return describeTimes([...this.#times, { name: 'whole', seconds: this.#seconds() }], isOfDay).join('\n');
  }

  #seconds() {
    return Math.round((performance.now() - this.#startedAt) / 1000);
  }
}

/** Runs a stage; a thrown error counts as one failure. */
async function runStage(stage) {
  try {
    return await stage();
  } catch (error) {
    const why = error instanceof Failure ? error.message : error.stack;
    return { passed: 0, failed: 1, skipped: 0, output: `  FAIL  ${why}` };
  }
}
