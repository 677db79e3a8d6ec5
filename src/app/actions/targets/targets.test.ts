import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Resource } from '../../../core/model/resource.ts';
import { toDocumentPath } from '../../../core/places/documentPath.ts';
import { isOnLostRows, restoreRows, toHit, toResources } from './targets.ts';

const task: Resource = { kind: 'task', accountId: 'a', jobId: 'j', taskId: 't $(reboot) \u202e' };
const node: Resource = { kind: 'node', accountId: 'a', poolId: 'p', nodeId: 'n' };

test('a tree item gives its resource, and a selection gives each of its resources once', () => {
  assert.deepEqual(toResources([{ resource: task }]), [task]);
  assert.deepEqual(toResources([{ resource: task }, [{ resource: node }, { resource: task }, { resource: node }]]), [
    node,
    task,
  ]);
  assert.deepEqual(toResources([[task, node]]), [task, node]);
});

test('the row of a cause gives its failures, and is ignored in a selection with other rows', () => {
  const other: Resource = { ...task, taskId: 'u' };
  const cause = { resource: other, resources: [other, node] };
  assert.deepEqual(toHit(cause), [other, node]);
  assert.equal(toHit({ resource: task }), undefined);
  assert.equal(toHit({ resources: 'all' }), undefined);
  assert.deepEqual(toResources([{ resource: task }, [{ resource: task }, cause, { resource: node }]]), [task, node]);
  assert.deepEqual(toResources([cause, [cause]]), [other]);
});

test('the row of tasks with consecutive IDs gives all of them', () => {
  const other: Resource = { ...task, taskId: 'u' };
  const run = { resource: other, members: [other, task] };
  assert.deepEqual(toResources([run]), [other, task]);
  assert.deepEqual(toResources([run, [run, { resource: task }, { resource: node }]]), [other, task, node]);
});

test('an Azure Batch document gives the resource that it shows, whatever its IDs contain', () => {
  const path = toDocumentPath({ resource: task, document: 'json' });
  assert.deepEqual(toResources([{ scheme: 'azurebatch', authority: 'a', path }]), [task]);
  assert.deepEqual(toResources([{ scheme: 'file', authority: 'a', path }]), []);
  assert.deepEqual(toResources([{ scheme: 'azurebatch', authority: 'a', path: '/nothing' }]), []);
});

test('arguments that name no Batch resource give nothing', () => {
  for (const args of [[], [undefined], [null], ['task'], [{ kind: 'task' }], [{ resource: { kind: 'task' } }], [[]]]) {
    assert.deepEqual(toResources(args), []);
  }
});

test('rows that VS Code lost are restored only if they must be the selection, and are reported as lost otherwise', () => {
  const [one, other, third] = [{ resource: task }, { resource: node }, { resource: task }];
  const restore = (args: readonly unknown[], ...selections: readonly (readonly unknown[])[]) => {
    const restored = restoreRows(args, selections);
    return isOnLostRows(restored) ? 'lost' : restored;
  };
  assert.deepEqual(restore([undefined, [undefined, undefined]], [one, other], []), [one, [one, other]]);
  assert.deepEqual(restore([other, [undefined, other]], [one, other], [third]), [other, [one, other]]);
  assert.equal(restore([undefined, undefined], [one]), 'lost', 'a menu belongs to the row under the mouse');
  assert.equal(restore([undefined, [undefined, undefined]], [one]), 'lost', 'another number is selected by now');
  assert.equal(restore([other, [undefined, other]], [one, third]), 'lost', 'others are selected by now');
  assert.equal(restore([undefined, [undefined, undefined]], [one, other], [one, third]), 'lost', 'in either view');
});

test('a command without a target does not report lost rows', () => {
  for (const args of [[], [{ resource: task }], [{ resource: task }, undefined], [[]]]) {
    assert.equal(isOnLostRows(args), false);
    assert.equal(restoreRows(args, [[{ resource: node }]]), args);
  }
});
