import path from 'node:path';
import { test } from 'node:test';
import { listBenchmarks } from '../../scripts/lib/benchmarks.mjs';
import { assertReported } from './harness.ts';
import { giveUp, listHosted } from './harnessHost.ts';

/**
 * Starts every benchmark once at its smallest size, so that every change is checked to leave them runnable; the figures
 * themselves matter only to people and in the nightly run.
 */
process.env['BENCH_TRIAL'] = 'true';

/** Runs a benchmark, which must report figures with its name. */
async function tryOut(name: string): Promise<void> {
  await import(path.join(import.meta.dirname, `${name}.ts`));
  assertReported(name);
}

const hosted = listHosted();
for (const name of listBenchmarks().filter((each) => !hosted.includes(each))) test(name, () => tryOut(name));
test(`benchmarks run in one extension host: ${hosted.join(', ')}`, async () => {
  const trials = hosted.map(tryOut);
  for (const trial of trials) trial.catch(giveUp);
  await Promise.all(trials);
});
