import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Failing } from '../diagnosis/causes/failing.ts';
import type { Task } from '../model/task.ts';
import { findRetention } from './retention.ts';

const now = new Date('2026-11-20T12:00:00Z');

function failed(
  endTime: string | undefined,
  task: Partial<Task> = {},
  nodeInfo: Task['nodeInfo'] = { nodeId: 'n' },
): Failing {
  const resource = { kind: 'task', accountId: 'a', jobId: 'j', taskId: 't' } as const;
  const whole = { id: 't', executionInfo: endTime === undefined ? {} : { endTime, exitCode: 1 }, ...task };
  const ran = { ...whole, ...(nodeInfo.nodeId === undefined ? {} : { nodeInfo }) };
  return { kind: 'task', resource, at: endTime, task: ran, job: undefined, pool: undefined };
}

test('files are kept for seven days after the end, or as long as the task says', () => {
  const kept = findRetention(
    [
      failed('2026-11-19T12:00:00Z'),
      failed('2026-11-20T11:00:00Z', { constraints: { retentionTime: 'P1D' } }),
      failed('2026-11-10T12:00:00Z'),
      failed('2026-11-20T11:00:00Z', { constraints: { retentionTime: 'PT30M' } }),
    ],
    now,
  );
  assert.deepEqual(kept, { kept: 2, firstEnd: '2026-11-21T11:00:00.000Z', over: 2 });
});

test('tasks whose files are known to be lost are left out', () => {
  const kept = findRetention([failed('2026-11-19T12:00:00Z'), failed('2026-11-10T12:00:00Z')], now, () => true);
  assert.deepEqual(kept, { kept: 0, firstEnd: undefined, over: 0 });
});

test('nothing is claimed of tasks that did not run, have not ended, or are kept for ever', () => {
  const kept = findRetention(
    [
      failed(undefined),
      failed('2026-11-19T12:00:00Z', { executionInfo: { endTime: '2026-11-19T12:00:00Z' } }),
      failed('2026-11-10T12:00:00Z', {}, {}),
      failed('2026-11-10T12:00:00Z', { constraints: { retentionTime: 'P10675199DT2H48M5.4775807S' } }),
    ],
    now,
  );
  assert.deepEqual(kept, { kept: 0, firstEnd: undefined, over: 0 });
});
