import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { toListIds } from './branches.ts';
import { TreeNodes } from './treeNode.ts';

test('each ID, whatever it contains, has one row, always the same, below its parent row', () => {
  const anyId = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(anyId, anyId, anyId, (accountId, jobId, otherId) => {
      fc.pre(jobId !== otherId);
      const nodes = new TreeNodes();
      const jobs = nodes.child(nodes.root(accountId), { kind: 'jobs' });
      const job = nodes.child(jobs, { kind: 'job', jobId });
      assert.equal(nodes.child(jobs, { kind: 'job', jobId }), job);
      assert.notEqual(nodes.child(jobs, { kind: 'job', jobId: otherId }), job);
      assert.equal(job.id.split('/').length, jobs.id.split('/').length + 1);
      const group = nodes.child(job, { kind: 'taskGroup', jobId, group: 'failed' });
      assert.ok(group.id.startsWith(`${job.id}/`));
    }),
  );
});

test('an ID that is not well-formed Unicode is still shown', () => {
  const nodes = new TreeNodes();
  const job = nodes.child(nodes.root('a'), { kind: 'job', jobId: '\ud800' });
  assert.deepEqual(job.resource, { kind: 'job', accountId: 'a', jobId: '\ud800' });
});

test('a list is below the row of its owner, in every group that may contain it', () => {
  const nodes = new TreeNodes();
  const jobs = nodes.child(nodes.root('a'), { kind: 'jobs' });
  const job = nodes.child(jobs, { kind: 'job', jobId: 'j/1' });
  const group = nodes.child(job, { kind: 'taskGroup', jobId: 'j/1', group: 'failed' });
  const task = nodes.child(group, { kind: 'task', jobId: 'j/1', taskId: 't', group: 'failed' });
  assert.deepEqual(toListIds('a', { kind: 'jobs' }), [jobs.id]);
  assert.deepEqual(toListIds('a', { kind: 'tasks', jobId: 'j/1', group: 'failed' }), [group.id]);
  assert.ok(toListIds('a', { kind: 'taskFiles', jobId: 'j/1', taskId: 't', path: '' }).includes(task.id));
});
