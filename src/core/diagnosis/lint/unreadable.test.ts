import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lintDefinition } from '../lintDefinition.ts';

const job = JSON.stringify(
  {
    id: 'frames',
    poolInfo: { poolId: 'cpu' },
    jobPreparationTask: { commandLine: 'true' },
    jobManagerTask: {
      id: 'm',
      commandLine: 'run "a { b" [',
      resourceFiles: [{ httpUrl: 'https://a/b', filePath: 'b' }],
    },
  },
  undefined,
  2,
);

const lint = (text: string) => lintDefinition(text).map(({ code, message, offset }) => ({ code, message, offset }));

test('a truncated definition has one finding, at its end', () => {
  const enough = job.indexOf('"jobManagerTask"');
  for (let end = enough; end < job.trimEnd().length; end++) {
    const found = lint(job.slice(0, end));
    assert.deepEqual(
      found.map(({ code }) => code),
      ['cut-off'],
      job.slice(0, end),
    );
    assert.equal(found[0]?.offset, job.slice(0, end).trimEnd().length - 1);
  }
  assert.deepEqual(lint(job), []);
});

test('the missing brackets are named', () => {
  assert.match(
    lint(job.slice(0, job.indexOf(', "filePath"') + 1 || job.indexOf('"filePath"')))[0]?.message ?? '',
    /missing brackets: } ] } }$/,
  );
});

test('a truncated list of tasks has one finding too', () => {
  const tasks = JSON.stringify([
    { id: 'a', commandLine: 'x' },
    { id: 'b', commandLine: 'y' },
  ]);
  assert.deepEqual(
    lint(tasks.slice(0, -4)).map(({ code }) => code),
    ['cut-off'],
  );
});

for (const yaml of [
  'id: frame-1\ncommandLine: /bin/bash -c "render"\nresourceFiles:\n  - httpUrl: https://a/b\n    filePath: b\n',
  '---\nid: render\nvmSize: standard_d2s_v3\ntargetDedicatedNodes: 2\n',
  '# a job\nid: frames\npoolInfo:\n  poolId: cpu\n',
  '- id: a\n  commandLine: x\n- id: b\n  commandLine: y\n',
  'pool:\n  id: p\n  vmSize: a\n',
])
  test(`YAML is recognized and has a single finding: ${yaml.split('\n', 1)[0]}`, () => {
    assert.deepEqual(
      lint(yaml).map(({ code, offset }) => [code, offset]),
      [['yaml', 0]],
    );
  });

for (const text of [
  '{ "name": "x", "scripts": { "a": 1',
  '["a", "b"',
  'name: build\non: push\njobs:\n  a: 1\n',
  'hello',
  '"id"',
  '',
])
  test(`a text without a Batch definition has no finding: ${text.slice(0, 20)}`, () =>
    assert.deepEqual(lint(text), []));

/** Returns the text with all fixes of a code applied. */
function mend(text: string, code: string): string {
  let mended = text;
  for (const { fix } of lintDefinition(text)
    .filter((finding) => finding.code === code)
    .toReversed())
    if (fix !== undefined) mended = mended.slice(0, fix.offset) + fix.text + mended.slice(fix.offset + fix.length);
  return mended;
}

for (const [name, text, mended] of [
  [
    'everywhere',
    '{\n  “id”: “frame-1”,\n  “commandLine”: “render --scene a, b”,\n  “requiredSlots”: 1\n}',
    '{\n  "id": "frame-1",\n  "commandLine": "render --scene a, b",\n  "requiredSlots": 1\n}',
  ],
  ['at one value', '{ "id": "a", "commandLine": “render” }', '{ "id": "a", "commandLine": "render" }'],
  ['that are single', '{ ‘id’: ‘a’, ‘commandLine’: ‘render’ }', '{ "id": "a", "commandLine": "render" }'],
  ['with German ones', '{ „id“: „a“, „commandLine“: „render“ }', '{ "id": "a", "commandLine": "render" }'],
  [
    'with escaped ones',
    '{ “id”: “a”, “commandLine”: “sh -c \\“x y\\”” }',
    '{ "id": "a", "commandLine": "sh -c \\"x y\\"" }',
  ],
] as const)
  test(`typographic quotes ${name} are reported once, and one fix replaces all of them`, () => {
    const found = lint(text);
    assert.deepEqual(
      found.map(({ code, offset }) => [code, offset]),
      [['typographic-quotes', text.search(/[“‘„]/)]],
    );
    assert.equal(mend(text, 'typographic-quotes'), mended);
    assert.deepEqual(lint(mended), []);
  });

test('text in typographic quotes is checked as well', () => {
  const found = lint('{ “id”: “a”, “comandLine”: “render” }').map(({ code }) => code);
  assert.deepEqual(found, ['typographic-quotes', 'unknown-property']);
});

test('typographic quotes within straight ones, and in comments, are not mistakes', () => {
  const found = lint('{ "id": "a", // “why”\n "displayName": "render “hello” ‘you’", "commandLine": "x" }').map(
    ({ code }) => code,
  );
  assert.deepEqual(found, ['comments']);
});

test('each trailing comma has a finding and a fix, and the behavior of the Azure CLI is described once', () => {
  const text = '{ "id": "a", "commandLine": "x", "resourceFiles": [{ "httpUrl": "https://a/b", "filePath": "b", },], }';
  const found = lint(text);
  assert.deepEqual(
    found.map(({ code }) => code),
    ['trailing-comma', 'trailing-comma', 'trailing-comma'],
  );
  assert.deepEqual(
    found.map(({ message }) => /Azure CLI/.test(message)),
    [true, false, false],
  );
  assert.deepEqual(JSON.parse(mend(text, 'trailing-comma')), JSON.parse(text.replaceAll(/,\s*(?=[}\]])/g, '')));
  assert.deepEqual(lint('{ "id": "a", "commandLine": "x", "resourceFiles": [,] }'), []);
});
