import { readdirSync } from 'node:fs';
import path from 'node:path';
import { root } from './places.mjs';

/**
 * Files in the benchmarks' folder that are not benchmarks: the harness, tests, probes for the extension host, and the
 * trial.
 */
const others = /^harness|^trial\.ts$|\.(test|probe)\.ts$/;

/** Lists the benchmarks in test/bench, each of which is named after its figure. */
export function listBenchmarks() {
  return readdirSync(path.join(root, 'test/bench'))
    .filter((file) => file.endsWith('.ts') && !others.test(file))
    .map((file) => path.basename(file, '.ts'))
    .sort();
}
