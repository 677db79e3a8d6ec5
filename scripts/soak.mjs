import { readdirSync } from 'node:fs';
import path from 'node:path';
import { Failure } from './lib/failure.mjs';
import { readNumber, runMain } from './lib/main.mjs';
import { root } from './lib/places.mjs';
import { cleanEnvironment, run } from './lib/run.mjs';
import { setup } from './setup.mjs';

const defaultHours = 8;
const defaultSteps = 10_000;

/** Soaks outside of test/soak: random operations that compare the simulator with its model. */
const elsewhere = { random: 'test/conformance/random.test.ts' };

const soaks = findSoaks();

const usage = `npm run soak [-- NAME… --hours H --steps N --seed S]

Runs the tests in test/soak over hours of stepped time (npm test runs them over minutes), and random operations against
the simulator's reference model, in each API version. Each prints its figures as a line of JSON.
NAME is one of ${Object.keys(soaks).join(', ')}.
  --hours H  how long, in hours of stepped time; ${defaultHours} by default
  --steps N  how many random operations; ${defaultSteps} by default
  --seed S   the same number draws the same random values; 1 by default, and a different random walk
             each time`;

/** Returns the file of each soak, by name. */
function findSoaks() {
  const files = readdirSync(path.join(root, 'test/soak')).filter((file) => file.endsWith('.test.ts'));
  const named = files.map((file) => [path.basename(file, '.test.ts'), path.join('test/soak', file)]);
  return Object.fromEntries([...named, ...Object.entries(elsewhere)].sort());
}

async function soak({ values, names }) {
  const all = Object.keys(soaks);
  const unknown = names.find((name) => !all.includes(name));
  if (unknown) throw new Failure('npm run soak', `there is no '${unknown}'`, `use one of ${all.join(', ')}.`);
  const env = cleanEnvironment({
    SOAK_HOURS: String(readNumber('soak', 'hours', values.hours ?? defaultHours)),
    SOAK_SEED: String(readNumber('soak', 'seed', values.seed ?? 1)),
    RANDOM_STEPS: String(readNumber('soak', 'steps', values.steps ?? defaultSteps)),
    ...(values.seed === undefined ? {} : { RANDOM_SEED: values.seed }),
  });
  const host = await setup();
  const files = (names.length > 0 ? names : all).map((name) => soaks[name]);
  const { code } = await run(host.node, ['--test', '--test-concurrency=1', ...files], { env, show: true });
  return code;
}

const options = { hours: { type: 'string' }, steps: { type: 'string' }, seed: { type: 'string' } };

await runMain({ usage, names: true, options }, soak);
