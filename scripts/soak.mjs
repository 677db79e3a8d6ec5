import { readdirSync } from 'node:fs';
import path from 'node:path';
import { Failure } from './lib/failure.mjs';
import { runMain } from './lib/main.mjs';
import { root } from './lib/places.mjs';
import { cleanEnvironment, run } from './lib/run.mjs';
import { setup } from './setup.mjs';

const defaultHours = 8;

const usage = `npm run soak [-- NAME… --hours H --seed S]

The tests of test/soak, which npm test runs for minutes, over hours of stepped time. Each prints its figures as a line
of JSON. NAME is one of ${listSoaks().join(', ')}.
  --hours H  how long, in hours of stepped time; ${defaultHours} when it is not said
  --seed S   what is drawn at random is the same for the same number; 1 when it is not said`;

function listSoaks() {
  const files = readdirSync(path.join(root, 'test/soak')).filter((file) => file.endsWith('.test.ts'));
  return files.map((file) => path.basename(file, '.test.ts')).sort();
}

function readNumber(name, text) {
  const number = Number(text);
  if (!(number > 0)) throw new Failure('npm run soak', `--${name} is a number above 0, not '${text}'`);
  return number;
}

async function soak({ values, names }) {
  const all = listSoaks();
  const unknown = names.find((name) => !all.includes(name));
  if (unknown) throw new Failure('npm run soak', `there is no '${unknown}'`, `use one of ${all.join(', ')}.`);
  const env = cleanEnvironment({
    SOAK_HOURS: String(readNumber('hours', values.hours ?? defaultHours)),
    SOAK_SEED: String(readNumber('seed', values.seed ?? 1)),
  });
  const host = await setup();
  const files = (names.length > 0 ? names : all).map((name) => path.join('test/soak', `${name}.test.ts`));
  const { code } = await run(host.node, ['--test', '--test-concurrency=1', ...files], { env, show: true });
  return code;
}

await runMain({ usage, names: true, options: { hours: { type: 'string' }, seed: { type: 'string' } } }, soak);
