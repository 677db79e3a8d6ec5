import { describeTimes } from './budgets.mjs';
import { Failure } from './failure.mjs';
import { measure } from './run.mjs';

/** Formats counts; those of a whole run are its last line, which names the tests that passed only in a second run. */
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
  }

  add({ passed, failed, skipped, again = [] }) {
    this.total.passed += passed;
    this.total.failed += failed;
    this.total.skipped += skipped;
    this.total.again.push(...again);
  }

  /** Does `work`, and keeps how long it took and how much processor time the programs that it ran used. */
  async time(name, work) {
    const { result, ...taken } = await measure(work);
    this.#times.push({ name, ...taken });
    return result;
  }

  /** Describes the duration of the stages. */
  describe() {
    return describeTimes([...this.#times, { name: 'whole', seconds: this.#seconds() }]).join('\n');
  }

  #seconds() {
    return Math.round((performance.now() - this.#startedAt) / 1000);
  }
}

/** Takes a stage that throws for a failure. */
async function runStage(stage) {
  try {
    return await stage();
  } catch (error) {
    const why = error instanceof Failure ? error.message : error.stack;
    return { passed: 0, failed: 1, skipped: 0, output: `  FAIL  ${why}` };
  }
}
