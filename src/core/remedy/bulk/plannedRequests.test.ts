import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Resource } from '../../model/resource.ts';
import { planRequests } from './plannedRequests.ts';

const node = (poolId: string, nodeId: string): Resource => ({ kind: 'node', accountId: 'a', poolId, nodeId });

test('each thing has its requests, in their order', () => {
  const task: Resource = { kind: 'task', accountId: 'a', jobId: 'frames', taskId: 'a b' };
  assert.deepEqual(planRequests('azureBatch.task.requeue', [task]), [
    'POST /jobs/frames/tasks/a%20b/terminate',
    'POST /jobs/frames/tasks/a%20b/reactivate',
  ]);
  assert.deepEqual(planRequests('azureBatch.job.delete', [{ kind: 'job', accountId: 'a', jobId: 'j' }]), [
    'DELETE /jobs/j',
  ]);
});

test('nodes leave a pool by one request', () => {
  const nodes = [node('p', '1'), node('p', '2'), node('q', '1')];
  assert.deepEqual(planRequests('azureBatch.node.remove', nodes), [
    'POST /pools/p/removenodes',
    'POST /pools/q/removenodes',
  ]);
});

test('of a verb that is not known nothing is said', () => {
  assert.equal(planRequests('azureBatch.node.dance', []), undefined);
});
