import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listSavedChanges } from './savedChanges.ts';

test('changed properties are listed by path, and lists as a whole', () => {
  const before = {
    id: 'cpu',
    eTag: '1',
    startTask: { commandLine: 'a', maxTaskRetryCount: 1 },
    errors: [1],
    nodes: [{}],
  };
  const now = {
    id: 'cpu',
    eTag: '2',
    startTask: { commandLine: 'b', maxTaskRetryCount: 1 },
    errors: [1],
    state: 'idle',
  };
  assert.deepEqual(listSavedChanges(before, now), [
    { path: 'startTask.commandLine', before: 'a', now: 'b' },
    { path: 'state', before: undefined, now: 'idle' },
  ]);
  assert.deepEqual(listSavedChanges(before, before), []);
  assert.deepEqual(listSavedChanges({ errors: [1] }, { errors: [2] }), [{ path: 'errors', before: [1], now: [2] }]);
});
