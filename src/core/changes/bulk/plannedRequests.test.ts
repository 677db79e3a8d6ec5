import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Resource } from '../../model/resource.ts';
import { type PlannedRequest, planRequests } from './plannedRequests.ts';

const node = (poolId: string, nodeId: string, accountId = 'a'): Resource => ({
  kind: 'node',
  accountId,
  poolId,
  nodeId,
});

test('each item has its requests, in order', () => {
  const task: Resource = { kind: 'task', accountId: 'a', jobId: 'frames', taskId: 'a b' };
  const requeue: readonly PlannedRequest[] = [
    ['POST', '/terminate'],
    ['POST', '/reactivate'],
  ];
  assert.deepEqual(planRequests(requeue, [task]), [
    'POST /jobs/frames/tasks/a%20b/terminate',
    'POST /jobs/frames/tasks/a%20b/reactivate',
  ]);
  assert.deepEqual(planRequests([['DELETE', '']], [{ kind: 'job', accountId: 'a', jobId: 'j' }]), ['DELETE /jobs/j']);
});

test('nodes leave a pool with as few requests as possible, and pools of two accounts are separate', () => {
  const nodes = [node('p', '1'), node('p', '2'), node('q', '1'), node('p', '1', 'b'), node('p', '3')];
  assert.deepEqual(planRequests([['POST', '/removenodes', { of: 'pool', most: 2 }]], nodes), [
    'POST /pools/p/removenodes',
    'POST /pools/q/removenodes',
    'POST /pools/p/removenodes',
    'POST /pools/p/removenodes',
  ]);
});
