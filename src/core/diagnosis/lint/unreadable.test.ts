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

test('a definition that is cut off anywhere has one mark, at its end', () => {
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

test('what would close it is said', () => {
  assert.match(
    lint(job.slice(0, job.indexOf(', "filePath"') + 1 || job.indexOf('"filePath"')))[0]?.message ?? '',
    /open: } ] } }$/,
  );
});

test('a list of tasks that is cut off has one mark, too', () => {
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
  test(`YAML is called that, once: ${yaml.split('\n', 1)[0]}`, () => {
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
  test(`what defines nothing of Batch has no mark: ${text.slice(0, 20)}`, () => assert.deepEqual(lint(text), []));
