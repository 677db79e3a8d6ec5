import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { Failure } from './failure.mjs';
import { root } from './places.mjs';

/**
 * Location of each stage's tests: folders, and endings of file names. `start` lists the needs of a stage: bundles,
 * suites in an extension host, probes there, the server build of VS Code.
 */
const kinds = {
  unit: {
    tests: [
      ['src', '.test.ts'],
      ['test/bench', '.test.ts'],
      ['test/golden', '.test.ts'],
      ['test/app', '.test.ts'],
    ],
  },
  house: {
    tests: [
      ['test/house', '.test.ts'],
      ['scripts', '.test.mjs'],
    ],
  },
  languages: { tests: [['test/languages', '.test.ts']] },
  bundles: {
    tests: [
      ['test/bundles', '.test.ts'],
      ['test/bundles', '.test.mjs'],
      ['test/cli', '.test.ts'],
    ],
    start: ['bundles'],
  },
  conformance: {
    tests: [
      ['test/conformance', '.test.ts'],
      ['test/service', '.test.ts'],
    ],
  },
  soak: { tests: [['test/soak', '.test.ts']] },
  clients: { tests: [['test/clients', '.test.ts']] },
  package: { tests: [['test/package', '.test.ts']], start: ['bundles', 'server'] },
  editor: { tests: [['test/editor', '.test.ts']], start: ['bundles', 'suites'] },
  journeys: { tests: [['test/journeys', '.test.ts']], start: ['bundles', 'server'] },
  benches: { tests: [['test/bench', 'trial.ts']], start: ['bundles', 'probes', 'server'] },
  faults: { tests: [['test/host-faults', 'verdict.ts']], start: ['bundles', 'suites', 'server'] },
  secrets: { tests: [['test/produced', '.test.ts']] },
};

/** Stages that have tests, in the order of their listing. */
export const stageNames = Object.keys(kinds);

/** Lists what must be built or running before the tests of a stage: 'bundles', 'suites', 'probes', 'server'. */
export const startedBy = (stage) => kinds[stage].start ?? [];

/** Returns the stage of a test file, named from the root; undefined if it is not a test file. */
export function stageOf(file) {
  return stageNames.find((stage) =>
    kinds[stage].tests.some(([folder, ending]) => file.startsWith(`${folder}/`) && file.endsWith(ending)),
  );
}

/** Lists the test files of a stage, from the root. */
export function listTests(stage) {
  return kinds[stage].tests.flatMap(([folder, ending]) =>
    listFiles(folder).filter((file) => file.endsWith(ending) && stageOf(file) === stage),
  );
}

function listFiles(folder) {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => `${folder}/${file.replaceAll('\\', '/')}`)
    .sort();
}

/**
 * Finds the test files for `names`: stages, files, and folders with tests. Paths are relative to `cwd` or to the root.
 * Throws a `Failure` that lists the possible names if one matches nothing.
 * @returns {Map<string, string[]>} files from the root, by stage
 */
export function findTests(names, cwd = process.cwd()) {
  const files = new Set(names.flatMap((name) => (stageNames.includes(name) ? listTests(name) : findFiles(name, cwd))));
  const byStage = new Map();
  for (const file of files) byStage.set(stageOf(file), [...(byStage.get(stageOf(file)) ?? []), file]);
  return byStage;
}

function findFiles(name, cwd) {
  if (name === 'check') throw refuse(name, 'its checks are not tests that can be chosen');
  const place = [path.resolve(cwd, name), path.resolve(root, name)].find((each) => existsSync(each));
  if (place === undefined) throw refuse(name, 'there is no such stage, file or folder');
  const file = path.relative(root, place).replaceAll('\\', '/');
  if (!statSync(place).isDirectory()) {
    if (stageOf(file)) return [file];
    throw refuse(name, 'it is not a test file');
  }
  const below = stageNames.flatMap(listTests).filter((test) => file === '' || test.startsWith(`${file}/`));
  if (below.length === 0) throw refuse(name, 'there are no test files in this folder');
  return below;
}

const shownFiles = 8;

function refuse(name, why) {
  const wanted = path
    .basename(name)
    .replace(/(?:\.test)?\.\w+$/, '')
    .toLowerCase();
  const like = stageNames.flatMap(listTests).filter((file) => path.basename(file).toLowerCase().includes(wanted));
  const files = like.length > 0 ? like.slice(0, shownFiles) : stageNames.map((stage) => listTests(stage)[0]);
  const advice = `name a stage (check, ${stageNames.join(', ')}), or a test file or folder, such as`;
  return new Failure(`npm test -- ${name}`, why, [advice, ...files].join('\n    '));
}
