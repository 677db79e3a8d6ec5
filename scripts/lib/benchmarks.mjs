import { readdirSync } from 'node:fs';
import path from 'node:path';
import { root } from './places.mjs';

/** What is no benchmark in their folder: what they share, tests, what runs in the extension host, and what tries them all. */
const others = /^harness|^trial\.ts$|\.(test|probe)\.ts$/;

/** The names of the benchmarks there are: every other file of test/bench, whose name is that of a figure. */
export function listBenchmarks() {
  return readdirSync(path.join(root, 'test/bench'))
    .filter((file) => file.endsWith('.ts') && !others.test(file))
    .map((file) => path.basename(file, '.ts'))
    .sort();
}
