import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseResubmission, type SavedResubmission } from '../model/resubmission.ts';
import { describeResubmitted, describeResubmittedBriefly, toResubmittedSection } from './describeResubmitted.ts';

const of = { kind: 'task', accountId: 'sample', jobId: 'encode', taskId: 'shot-41' } as const;
const one: SavedResubmission = {
  of,
  at: '2026-11-20T09:14:00Z',
  jobId: 'encode',
  taskId: 'shot-41-2',
  outcome: 'succeeded',
};
const { outcome: _outcome, ...open } = one;
const failed: SavedResubmission = { ...one, taskId: 'shot-42-2', outcome: 'failed' };

test('a resubmitted task shows its new ID and its outcome', () => {
  assert.deepEqual(
    [one, failed, open].map((each) => describeResubmitted([each], 1)),
    [
      'Submitted again as shot-41-2 in job encode and succeeded.',
      'Submitted again as shot-42-2 in job encode and failed, too.',
      'Submitted again as shot-41-2 in job encode, with an unknown outcome.',
    ],
  );
  assert.deepEqual(
    [one, failed, open].map((each) => describeResubmittedBriefly([each], 1)),
    ['submitted again as shot-41-2, succeeded', 'submitted again as shot-42-2, failed', 'submitted again as shot-41-2'],
  );
  assert.deepEqual([describeResubmitted([], 1), describeResubmittedBriefly([], 1)], [undefined, undefined]);
});

test('a cause shows how many of its tasks were resubmitted, and with what outcome', () => {
  assert.equal(
    describeResubmitted([one, failed, open], 6),
    '3 of 6 tasks were submitted again. Succeeded: 1. Failed: 1. Outcome unknown: 1.',
  );
  assert.equal(describeResubmitted([one, one], 2), 'All 2 tasks were submitted again and succeeded.');
  assert.equal(describeResubmittedBriefly([one, failed], 6), '2 submitted again, 1 succeeded');
  assert.equal(describeResubmittedBriefly([one, one], 6), '2 submitted again, succeeded');
});

test('each task links to its resubmission, and only the first of many tasks are named', () => {
  const items = toResubmittedSection(Array.from({ length: 7 }, () => one))?.items ?? [];
  assert.deepEqual(items[0]?.ofTask, { jobId: 'encode', taskId: 'shot-41-2' });
  assert.equal(items.at(-1)?.text, '2 more tasks were submitted again.');
  assert.equal(items.length, 6);
  assert.equal(toResubmittedSection([]), undefined);
});

test('saved data about resubmissions is read again, and foreign data is ignored', () => {
  assert.deepEqual(parseResubmission(JSON.stringify(one)), one);
  assert.equal(parseResubmission('{"at":'), undefined);
  assert.equal(parseResubmission('{"at":"x"}'), undefined);
});
