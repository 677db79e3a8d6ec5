import { readdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Failure, runMain } from './lib/failure.mjs';
import { root } from './lib/places.mjs';
import { cleanEnvironment, run } from './lib/run.mjs';
import { setup } from './setup.mjs';

/**
 * `npm run soak [-- NAME…] [--hours H] [--seed S]`: the tests of test/soak, which `npm test` runs for minutes, over hours
 * of stepped time. Each prints its figures as a line of JSON.
 */
const defaultHours = 8;

function listSoaks() {
  const files = readdirSync(path.join(root, 'test/soak')).filter((file) => file.endsWith('.test.ts'));
  return files.map((file) => path.basename(file, '.test.ts')).sort();
}

function readNumber(name, text) {
  const number = Number(text);
  if (!(number > 0)) throw new Failure('npm run soak', `--${name} is a number above 0, not '${text}'`);
  return number;
}

async function soak() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { hours: { type: 'string' }, seed: { type: 'string' } },
  });
  const all = listSoaks();
  const unknown = positionals.find((name) => !all.includes(name));
  if (unknown) throw new Failure('npm run soak', `there is no '${unknown}'`, `use one of ${all.join(', ')}.`);
  const env = cleanEnvironment({
    SOAK_HOURS: String(readNumber('hours', values.hours ?? defaultHours)),
    SOAK_SEED: String(readNumber('seed', values.seed ?? 1)),
  });
  const host = await setup();
  const files = (positionals.length > 0 ? positionals : all).map((name) => path.join('test/soak', `${name}.test.ts`));
  const { code } = await run(host.node, ['--test', '--test-concurrency=1', ...files], { env, show: true });
  return code;
}

await runMain(soak);
