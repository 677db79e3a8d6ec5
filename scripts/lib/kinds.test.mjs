import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { findTests, listTests, stageNames, stageOf } from './kinds.mjs';
import { root } from './places.mjs';

const stages = [
  ['src/core/filters/odata.test.ts', 'unit'],
  ['test/bench/harness.test.ts', 'unit'],
  ['scripts/lib/kinds.test.mjs', 'house'],
  ['test/house/rooms.test.ts', 'house'],
  ['test/bundles/bundles.test.ts', 'bundles'],
  ['test/service/jobs.test.ts', 'conformance'],
  ['test/soak/bulk.test.ts', 'soak'],
  ['test/package/package.test.ts', 'package'],
  ['test/editor/find.test.ts', 'editor'],
  ['test/journeys/bulk.test.ts', 'journeys'],
  ['test/bench/trial.ts', 'benches'],
  ['test/bench/bundle-size.ts', undefined],
  ['test/host-faults/verdict.ts', 'faults'],
  ['test/produced/scan.test.ts', 'secrets'],
  ['src/core/filters/odata.ts', undefined],
  ['scripts/test.mjs', undefined],
];

for (const [file, stage] of stages)
  test(`${file} is ${stage ? `of the stage ${stage}` : 'no test'}`, () => {
    assert.equal(stageOf(file), stage);
  });

test('every stage has tests, and every test except the intended failures belongs to a stage', () => {
  assert.deepEqual(
    stageNames.filter((stage) => listTests(stage).length === 0),
    [],
  );
  const files = ['src', 'test', 'scripts'].flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`),
  );
  const tests = files.filter((file) => /\.test\.m?[jt]s$/.test(file) && !file.includes('node_modules'));
  const strays = tests.filter((file) => stageOf(file) === undefined);
  assert.deepEqual(strays.filter((file) => !file.startsWith('test/host-faults/')).sort(), []);
});

test('files, folders, and stages select test files, each once, grouped by stage', () => {
  const tests = findTests(['src/core/filters', 'src/core/filters/odata.test.ts', 'secrets'], root);
  assert.deepEqual([...tests.keys()], ['unit', 'secrets']);
  assert.equal(tests.get('unit').filter((file) => file === 'src/core/filters/odata.test.ts').length, 1);
  assert.ok(tests.get('unit').every((file) => file.startsWith('src/core/filters/')));
});

test('paths are relative to the current folder or to the root', () => {
  const expected = new Map([['unit', ['src/core/filters/odata.test.ts']]]);
  assert.deepEqual(findTests(['odata.test.ts'], path.join(root, 'src/core/filters')), expected);
  assert.deepEqual(findTests(['src/core/filters/odata.test.ts'], path.join(root, 'docs')), expected);
});

const unknown = [
  ['odata', /there is no such stage[\s\S]*stage \(check, unit,[\s\S]*\n {4}src\/core\/filters\/odata\.test\.ts/],
  ['src/core/filters/odata.ts', /it is not a test file[\s\S]*odata\.test\.ts/],
  ['media', /no test files in this folder[\s\S]*\n {4}test\/journeys\//],
  ['check', /not tests that can be chosen/],
];

for (const [name, why] of unknown)
  test(`a name that matches no test is an error that lists the possible names: ${name}`, () => {
    assert.throws(() => findTests([name], root), { name: 'Failure', message: why });
  });
