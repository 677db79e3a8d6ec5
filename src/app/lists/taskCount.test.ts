import assert from 'node:assert/strict';
import { test } from 'node:test';
import { snapshot } from '../../../test/builders/snapshot.ts';
import { countTasks } from './taskCount.ts';

test('a completely loaded list is used until the tasks were counted much later', () => {
  // A requeued task left the list of running tasks, and has returned since.
  const listed = snapshot()
    .with({ kind: 'tasks', jobId: 'frames', group: 'running' }, [{ id: 'a' }, { id: 'b' }])
    .with({ kind: 'tasks', jobId: 'frames', group: 'preparing' }, []);
  const countAt = (countedAt: string): number | undefined =>
    countTasks(listed.withTaskCounts('frames', { running: 3 }, countedAt).build(), 'frames', 'running');
  // The lists were loaded at 09:00.
  assert.equal(countAt('2026-11-20T08:59:00Z'), 2);
  assert.equal(countAt('2026-11-20T09:00:05Z'), 2, 'the counts lag');
  assert.equal(countAt('2026-11-20T09:01:00Z'), 3);
});
