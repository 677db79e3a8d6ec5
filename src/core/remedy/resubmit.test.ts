import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toCopy, toCopyId } from './resubmit.ts';

test('a copy is what was submitted, under another id', () => {
  const task = {
    id: 'frame-1',
    url: 'https://a/jobs/j/tasks/frame-1',
    state: 'completed',
    commandLine: 'render 1',
    constraints: { maxTaskRetryCount: 2 },
    executionInfo: { exitCode: 1 },
    nodeInfo: { nodeId: 'n' },
  };
  assert.deepEqual(toCopy(task, 'frame-1-copy'), {
    id: 'frame-1-copy',
    commandLine: 'render 1',
    constraints: { maxTaskRetryCount: 2 },
  });
});

test('the id of a copy is new, short enough, and does not grow with copies of copies', () => {
  assert.equal(
    toCopyId('frame-1', () => false),
    'frame-1-copy',
  );
  assert.equal(
    toCopyId('frame-1-copy', (id) => id === 'frame-1-copy'),
    'frame-1-copy-2',
  );
  assert.equal(toCopyId('x'.repeat(64), () => false).length, 64);
});
