import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toDocumentPath } from '../../../core/places/documentPath.ts';
import { isCause, toCauseOfSeveral, toCauseTarget } from './toCauseTarget.ts';

const accountId = 'contoso';
const task = { kind: 'task', accountId, jobId: 'train', taskId: 't' } as const;
const account = { kind: 'account', accountId } as const;
const job = { kind: 'job', accountId, jobId: 'train' } as const;
const cause = { cluster: { fingerprint: 'v1:x' } };

test('a row of the failures view gives a cause of its account, and a row of the explorer one of its job', () => {
  assert.deepEqual(toCauseTarget({ resource: task, resources: [task], cause }), {
    resource: account,
    document: 'cause',
    fingerprint: 'v1:x',
  });
  const place = { kind: 'taskCause', jobId: 'train', fingerprint: 'v1:y' };
  assert.deepEqual(toCauseTarget({ resource: job, resources: [task], place }), {
    resource: job,
    document: 'cause',
    fingerprint: 'v1:y',
  });
});

test('a document about a cause and the arguments of its actions give the cause, even as JSON from a link', () => {
  const target = { resource: job, document: 'cause', fingerprint: 'v1:y' } as const;
  const uri = { scheme: 'azurebatch', authority: accountId, path: toDocumentPath(target) };
  for (const given of [target, uri, JSON.parse(JSON.stringify(target)), JSON.parse(JSON.stringify(uri))])
    assert.deepEqual(toCauseTarget(given), target);
});

test('neither a failure below a cause nor arguments without a cause give a cause', () => {
  for (const given of [
    undefined,
    task,
    { resource: task, cause },
    { resource: job, document: 'explanation' },
    { scheme: 'azurebatch', authority: accountId, path: '/jobs/train/train.explanation.md' },
    { resource: task, document: 'cause', fingerprint: 'v1:y' },
  ])
    assert.equal(toCauseTarget(given), undefined);
});

test('rows of causes and documents about a cause are about a cause; a job and its explanation are not', () => {
  const target = { resource: job, document: 'cause', fingerprint: 'v1:y' } as const;
  const about = (path: string | undefined): object => ({ scheme: 'azurebatch', authority: accountId, path });
  for (const given of [
    { resource: task, resources: [task], cause },
    { resources: [task] },
    about(toDocumentPath(target)),
  ])
    assert.ok(isCause(given));
  for (const given of [undefined, job, about(toDocumentPath({ resource: job, document: 'explanation' }))])
    assert.ok(!isCause(given));
});

test('the row of several failures is not a cause, but gives the cause that explains them', () => {
  const several = { resource: task, members: [task, { ...task, taskId: 'u' }], cause };
  assert.ok(!isCause(several));
  assert.deepEqual(toCauseOfSeveral(several), { resource: account, document: 'cause', fingerprint: 'v1:x' });
  for (const given of [undefined, task, { resource: task, cause }, { resource: task, resources: [task], cause }])
    assert.equal(toCauseOfSeveral(given), undefined);
});
