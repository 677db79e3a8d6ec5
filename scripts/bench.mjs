import path from 'node:path';
import { build } from './build.mjs';
import { listBenchmarks } from './lib/benchmarks.mjs';
import { buildTests } from './lib/buildTests.mjs';
import { Failure } from './lib/failure.mjs';
import { runMain } from './lib/main.mjs';
import { cleanEnvironment, run } from './lib/run.mjs';
import { setup } from './setup.mjs';

const usage = `npm run bench [-- NAME…]

Runs the benchmarks in test/bench, and prints a line of JSON per figure; progress goes to stderr.
NAME is one of ${listBenchmarks().join(', ')}.`;

/** Limits that a benchmark stays below even on a busy machine, in seconds. */
const limit = { processorS: 20 * 60, hangS: 60 * 60 };

async function bench({ names: asked }) {
  const all = listBenchmarks();
  const unknown = asked.find((name) => !all.includes(name));
  if (unknown) throw new Failure('npm run bench', `there is no '${unknown}'`, `use one of ${all.join(', ')}.`);
  const { log } = console;
  console.log = console.error;
  const host = await setup();
  await Promise.all([build(), buildTests()]);
  console.log = log;
  let failed = 0;
  for (const name of asked.length > 0 ? asked : all) {
    console.error(`… ${name}`);
    const env = cleanEnvironment({ PLAIN_NODE: process.execPath });
    const { code } = await run(host.node, [path.join('test/bench', `${name}.ts`)], { env, show: true, limit });
    if (code !== 0) {
      failed += 1;
      console.error(`✗ ${name} exited with code ${code}`);
    }
  }
  return failed > 0 ? 1 : 0;
}

await runMain({ usage, names: true }, bench);
