import assert from 'node:assert/strict';
import { test } from 'node:test';
import { snapshot } from '../../../test/builders/snapshot.ts';
import { findLoadedTask, toStamp } from './findTask.ts';

const failed = {
  id: 'frame-1',
  state: 'completed',
  stateTransitionTime: '2026-11-20T09:14:07Z',
  executionInfo: { exitCode: 1, result: 'failure', retryCount: 0 },
} as const;

test('a task is found in any loaded group', () => {
  const known = snapshot().with({ kind: 'tasks', jobId: 'frames', group: 'succeeded' }, [{ id: 'a' }, { id: 'b' }]);
  assert.equal(findLoadedTask(known.build(), { jobId: 'frames', taskId: 'b' })?.id, 'b');
  assert.equal(findLoadedTask(known.build(), { jobId: 'other', taskId: 'b' }), undefined);
  assert.equal(findLoadedTask(known.build(), { jobId: 'frames', taskId: 'c' }), undefined);
});

test('the stamp of a task changes with each event', () => {
  const stamps = [
    failed,
    { ...failed, state: 'active' as const },
    { ...failed, stateTransitionTime: '2026-11-20T09:20:00Z' },
    { ...failed, executionInfo: { ...failed.executionInfo, retryCount: 1 } },
    { ...failed, executionInfo: { ...failed.executionInfo, requeueCount: 1 } },
  ].map(toStamp);
  assert.equal(new Set(stamps).size, stamps.length);
  assert.equal(toStamp({ ...failed, id: 'frame-1' }), stamps[0]);
});
