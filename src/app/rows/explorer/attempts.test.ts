import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type AttemptFact, toAttemptRow } from './attempts.ts';

const place = {
  kind: 'attempt',
  owner: { kind: 'task', jobId: 'frames', taskId: 'frame-1' },
  savedAt: '2026-11-20T09:14:00Z',
} as const;

test('the row of an attempt shows when it was saved and what happened to the task since', () => {
  const { savedAt } = place;
  const fact: AttemptFact = { savedAt, title: 'exit code 1; then retried', hasFailed: true, isOfTask: true, logs: [] };
  const reader = { now: new Date('2026-11-20T10:00:00Z'), timeZone: 'UTC' };
  const describe = (attempt: AttemptFact) => toAttemptRow(place, () => [attempt], reader)?.description;
  assert.equal(describe(fact), '09:14');
  assert.equal(describe({ ...fact, effect: 'failedForSameReason' }), 'failed again for the same reason · 09:14');
  assert.equal(describe({ ...fact, effect: 'seen' }), 'took effect · 09:14');
});
