import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseResubmission, type Resubmission } from '../model/resubmission.ts';
import { tellResubmitted } from './tellResubmitted.ts';

const one: Resubmission = { at: '2026-11-20T09:14:00Z', jobId: 'encode', taskId: 'shot-41-2', outcome: 'succeeded' };
const read = (...args: Parameters<typeof tellResubmitted>) => tellResubmitted(...args)?.items.map(({ text }) => text);

test('a task that was submitted again says as which, and what came of it', () => {
  assert.deepEqual(read([one], 1), ['Task shot-41-2 of job encode was submitted instead, and succeeded.']);
  const { outcome: _outcome, ...open } = one;
  assert.deepEqual(read([open], 1), ['Task shot-41-2 of job encode was submitted instead. Its end was not seen.']);
  assert.equal(read([], 1), undefined);
});

test('a cause says how many of its tasks are still open', () => {
  const failed: Resubmission = { ...one, taskId: 'shot-42-2', outcome: 'failed' };
  assert.deepEqual(read([one, failed], 6), [
    '2 of 6 tasks were submitted again. 1 succeeded, so 5 are still open.',
    'Task shot-41-2 of job encode was submitted instead, and succeeded.',
    'Task shot-42-2 of job encode was submitted instead, and failed, too.',
  ]);
});

test('what was kept is read again, and what is none of ours is not', () => {
  assert.deepEqual(parseResubmission(JSON.stringify(one)), one);
  assert.equal(parseResubmission('{"at":'), undefined);
  assert.equal(parseResubmission('{"at":"x"}'), undefined);
});
