import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mayStartId, parseFindText } from './findText.ts';

for (const [typed, wanted] of [
  ['', { kind: 'nothing' }],
  ['  ', { kind: 'nothing' }],
  ['batch-0777', { kind: 'start', text: 'batch-0777' }],
  [' node 7 ', { kind: 'start', text: 'node 7' }],
  ['frames/frame-1', { kind: 'taskOfJob', jobId: 'frames', taskStart: 'frame-1' }],
  ['frames / ', { kind: 'taskOfJob', jobId: 'frames', taskStart: '' }],
  ['a/b/c', { kind: 'start', text: 'a/b/c' }],
  ['/frame-1', { kind: 'start', text: '/frame-1' }],
  ['a job/frame-1', { kind: 'start', text: 'a job/frame-1' }],
  ['https://portal.azure.com/#resource/subscriptions/x', { kind: 'portalUrl' }],
] as const) {
  test(`the search text “${typed}” is understood`, () => assert.deepEqual(parseFindText(typed), wanted));
}

test('a pasted URL means the resource that it names', () => {
  const found = parseFindText(' https://a.westus.batch.azure.com/jobs/frames/tasks/frame-1?sig=secret\n');
  assert.deepEqual(found, {
    kind: 'address',
    address: {
      endpoint: 'https://a.westus.batch.azure.com',
      resource: { kind: 'task', accountId: 'a.westus.batch.azure.com', jobId: 'frames', taskId: 'frame-1' },
    },
  });
});

test('text that no ID can contain is not requested', () => {
  assert.deepEqual(['7', 'a_b-C', 'nightly:job-1', 'node 7', "o'brien", ''].map(mayStartId), [
    true,
    true,
    true,
    false,
    false,
    false,
  ]);
});
