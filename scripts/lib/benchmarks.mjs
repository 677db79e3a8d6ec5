import { readdirSync } from 'node:fs';
import path from 'node:path';
import { root } from './places.mjs';

/** Files in the benchmarks' folder that are not benchmarks: their harness, tests, probes for the extension host, and the trial. */
const others = /^harness|^trial\.ts$|\.(test|probe)\.ts$/;

/** The names of the benchmarks there are: every other file of test/bench, whose name is that of a figure. */
export function listBenchmarks() {
  return readdirSync(path.join(root, 'test/bench'))
    .filter((file) => file.endsWith('.ts') && !others.test(file))
    .map((file) => path.basename(file, '.ts'))
    .sort();
}
