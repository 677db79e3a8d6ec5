import path from 'node:path';
import { test } from 'node:test';
import { listBenchmarks } from '../../scripts/lib/benchmarks.mjs';
import { takeTurns } from '../builders/nightly.ts';
import { assertReported } from './harness.ts';
import { giveUp, listHosted } from './harnessHost.ts';

/**
 * Starts benchmarks once at their smallest size, to check that changes leave them runnable: a few each day, of which those
 * in an extension host are one. The figures themselves matter only to people and in the nightly run.
 */
process.env['BENCH_TRIAL'] = 'true';

/** Runs a benchmark, which must report figures with its name. */
async function tryOut(name: string): Promise<void> {
  await import(path.join(import.meta.dirname, `${name}.ts`));
  assertReported(name);
}

const hosted = listHosted();
const inOneHost = async (): Promise<void> => {
  const trials = hosted.map(tryOut);
  for (const trial of trials) trial.catch(giveUp);
  await Promise.all(trials);
};
const trials = new Map([[`benchmarks run in one extension host: ${hosted.join(', ')}`, inOneHost]]);
for (const name of listBenchmarks()) if (!hosted.includes(name)) trials.set(name, () => tryOut(name));
for (const [name, run] of takeTurns([...trials])) test(name, run);
