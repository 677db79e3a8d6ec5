import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Resource } from '../../core/model/resource.ts';
import { toDocumentPath } from '../../core/query/documentPath.ts';
import { toResources } from './targets.ts';

const task: Resource = { kind: 'task', accountId: 'a', jobId: 'j', taskId: 't $(reboot) \u202e' };
const node: Resource = { kind: 'node', accountId: 'a', poolId: 'p', nodeId: 'n' };

test('a tree item gives what it stands for, a selection everything in it once', () => {
  assert.deepEqual(toResources([{ resource: task }]), [task]);
  assert.deepEqual(toResources([{ resource: task }, [{ resource: node }, { resource: task }, { resource: node }]]), [
    node,
    task,
  ]);
  assert.deepEqual(toResources([[task, node]]), [task, node]);
});

test('a document of ours gives what it shows, whatever is in its ids', () => {
  const path = toDocumentPath({ resource: task, document: 'json' });
  assert.deepEqual(toResources([{ scheme: 'azurebatch', authority: 'a', path }]), [task]);
  assert.deepEqual(toResources([{ scheme: 'file', authority: 'a', path }]), []);
  assert.deepEqual(toResources([{ scheme: 'azurebatch', authority: 'a', path: '/nothing' }]), []);
});

test('what names nothing of ours gives nothing', () => {
  for (const args of [[], [undefined], [null], ['task'], [{ kind: 'task' }], [{ resource: { kind: 'task' } }], [[]]]) {
    assert.deepEqual(toResources(args), []);
  }
});
