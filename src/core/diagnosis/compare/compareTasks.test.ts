import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compareTasks } from './compareTasks.ts';
import { renderComparison } from './renderComparison.ts';

const base = {
  state: 'completed',
  commandLine: '/bin/bash -c render',
  environmentSettings: [{ name: 'A', value: 'secret-a' }],
};
const failed = {
  ...base,
  id: 'frame-1',
  nodeInfo: { nodeId: 'n1' },
  resourceFiles: [{ httpUrl: 'https://a.b/in/1?sig=PLANTED' }],
  executionInfo: { exitCode: 1, startTime: '2026-11-20T09:00:00Z', endTime: '2026-11-20T09:00:05Z' },
};
const succeeded = {
  ...failed,
  id: 'frame-2',
  nodeInfo: { nodeId: 'n2' },
  environmentSettings: [{ name: 'A' }, { name: 'B|C' }],
  executionInfo: { ...failed.executionInfo, exitCode: 0 },
};

test('only what differs is listed', () => {
  const { differences } = compareTasks({ task: failed }, { task: succeeded });
  assert.deepEqual(differences, [
    { what: 'Exit code', failed: ['1'], succeeded: ['0'] },
    { what: 'Node', failed: ['n1'], succeeded: ['n2'] },
    { what: 'Environment variables', failed: [], succeeded: ['B|C'] },
  ]);
});

test('lines that differ in literals only are the same', () => {
  const { onlyInFailed } = compareTasks(
    { task: failed, stderr: 'loading part 1\nfatal: mesh is broken\n', stdout: '' },
    { task: succeeded, stderr: 'loading part 2\ndone\n', stdout: '' },
  );
  assert.deepEqual(onlyInFailed, [{ file: 'stderr.txt', line: 2, text: 'fatal: mesh is broken' }]);
});

test('the document is a list and a block', () => {
  const text = renderComparison(compareTasks({ task: failed, stderr: '```\nx' }, { task: succeeded, stderr: '' }));
  assert.match(text, /^# frame-1 failed, frame-2 succeeded\n\n## What is different\n\n- /);
  assert.match(text, /- Environment variables\n {2}- failed: —\n {2}- succeeded: `B\|C`\n/);
  assert.match(text, /````text\n1 \| ```\n2 \| x\n````/);
});

test('what could not be read is told, without secrets', () => {
  const text = renderComparison(compareTasks({ task: failed }, { task: succeeded }), ['gone: https://h/?sig=abc*def']);
  assert.match(text, /## What could not be read\n\n- gone: `https:/);
  assert.doesNotMatch(text, /abc/);
});

test('never throws and shows no values of the environment', () => {
  const any = fc.anything();
  fc.assert(
    fc.property(any, any, (one, other) => {
      renderComparison(compareTasks({ task: Object(one), stderr: Object(other) }, { task: Object(other) }));
    }),
  );
  assert.doesNotMatch(JSON.stringify(compareTasks({ task: failed }, { task: { id: 'x' } })), /PLANTED|secret-a/);
});
