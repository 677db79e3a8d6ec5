import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isResource, type Resource, toKey, toKind, toParent } from './resource.ts';

const file: Resource = { kind: 'taskFile', accountId: 'a', jobId: 'j', taskId: 't', path: 'wd/out.txt' };

test('the parents of a task file are its task, its job, and its account', () => {
  assert.deepEqual(toKind('task', file), { kind: 'task', accountId: 'a', jobId: 'j', taskId: 't' });
  assert.deepEqual(toKind('job', file), { kind: 'job', accountId: 'a', jobId: 'j' });
  assert.deepEqual(toKind('account', file), { kind: 'account', accountId: 'a' });
  assert.equal(toKind('node', file), undefined);
});

test('an account has no parent', () => {
  assert.equal(toParent({ kind: 'account', accountId: 'a' }), undefined);
});

test('data from outside counts as a resource only if it has every part that its kind requires', () => {
  assert.equal(isResource(file), true);
  assert.equal(isResource({ kind: 'task', accountId: 'a', jobId: 'j' }), false);
  assert.equal(isResource({ kind: 'task', accountId: 'a', jobId: 'j', taskId: 7 }), false);
  assert.equal(isResource({ kind: 'task', accountId: 'a', jobId: 'j', taskId: '' }), false);
  assert.equal(isResource({ kind: 'constructor', accountId: 'a' }), false);
  assert.equal(isResource('task'), false);
  assert.equal(isResource(null), false);
});

test('different resources have different keys, even if only the boundaries between their IDs differ', () => {
  const one = toKey({ kind: 'task', accountId: 'a', jobId: 'j","t', taskId: 'x' });
  const other = toKey({ kind: 'task', accountId: 'a', jobId: 'j', taskId: 't","x' });
  assert.notEqual(one, other);
  assert.equal(toKey({ ...file }), toKey(file));
});
