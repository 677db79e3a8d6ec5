import assert from 'node:assert/strict';
import { test } from 'node:test';
import { snapshot } from '../../../test/builders/snapshot.ts';
import { hasJobEnded } from './findById.ts';

test('a completed or terminating job has ended, and a job that is not loaded has not', () => {
  const known = snapshot()
    .with({ kind: 'jobs' }, [
      { id: 'on', state: 'active' },
      { id: 'over', state: 'completed' },
      { id: 'ending', state: 'terminating' },
    ])
    .build();
  const ended = ['on', 'over', 'ending', 'unknown'].map((jobId) => hasJobEnded(known, jobId));
  assert.deepEqual([...ended, hasJobEnded(undefined, 'over')], [false, true, true, false, false]);
});
