import path from 'node:path';
import { test } from 'node:test';
import { listBenchmarks } from '../../scripts/lib/benchmarks.mjs';
import { takeTurns } from '../builders/nightly.ts';
import { assertReported } from './harness.ts';
import { giveUp, listHosted } from './harnessHost.ts';

/**
 * Starts benchmarks once at their smallest size, to check that changes leave them runnable: those in an extension host, and
 * a quarter of the others each day. The figures themselves matter only to people and in the nightly run.
 */
process.env['BENCH_TRIAL'] = 'true';

/** Runs a benchmark, which must report figures with its name. */
async function tryOut(name: string): Promise<void> {
  await import(path.join(import.meta.dirname, `${name}.ts`));
  assertReported(name);
}

const hosted = listHosted();
const others = listBenchmarks().filter((each) => !hosted.includes(each));
for (const name of takeTurns(others)) test(name, () => tryOut(name));
test(`benchmarks run in one extension host: ${hosted.join(', ')}`, async () => {
  const trials = hosted.map(tryOut);
  for (const trial of trials) trial.catch(giveUp);
  await Promise.all(trials);
});
